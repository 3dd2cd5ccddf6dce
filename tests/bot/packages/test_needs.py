"""Which packages a language needs, and which can go with it."""

from __future__ import annotations

from pathlib import Path

from bot.packages.needs import Offer, Plan, plan_install, split_removal
from messages.machine.packages import InstalledPackage


def offer(pair: str, version: str = "1.0") -> Offer:
    source, target = pair.split("_")
    return Offer(source, target, version, (f"http://index.example/{pair}",))


def installed(pair: str, version: str = "1.0") -> InstalledPackage:
    source, target = pair.split("_")
    return InstalledPackage(Path(pair), source, target, version, "3f2a9c1b", 1)


STAR = [offer(pair) for pair in ("en_nl", "en_tr", "nl_en", "tr_en", "en_ar", "ar_en")]


def names(packages: list[InstalledPackage]) -> list[str]:
    return [f"{package.source}_{package.target}" for package in packages]


def test_language_needs_both_ways_through_english() -> None:
    plan = plan_install("nl", "tr", STAR, [])

    assert [str(one) for one in plan.fetch] == ["nl-en 1.0", "en-tr 1.0", "tr-en 1.0", "en-nl 1.0"]
    assert (plan.out, plan.back) == (True, True)


def test_direct_package_saves_the_detour_on_its_own_way() -> None:
    plan = plan_install("nl", "tr", [*STAR, offer("nl_tr")], [])

    assert [str(one) for one in plan.fetch] == ["nl-tr 1.0", "tr-en 1.0", "en-nl 1.0"]


def test_direct_package_that_is_installed_needs_no_detour() -> None:
    plan = plan_install("nl", "tr", STAR, [installed("nl_tr")])

    assert [str(one) for one in plan.fetch] == ["tr-en 1.0", "en-nl 1.0"]


def test_english_itself_needs_no_detour() -> None:
    assert [str(one) for one in plan_install("nl", "en", STAR, []).fetch] == ["nl-en 1.0", "en-nl 1.0"]


def test_what_is_installed_is_fetched_only_when_the_index_has_a_newer_one() -> None:
    have = [installed("nl_en", "1.10"), installed("en_tr", "1.0"), installed("tr_en", "1.2")]
    offers = [offer("nl_en", "1.9"), offer("en_tr"), offer("tr_en", "1.10"), offer("tr_en", "1.3"), offer("en_nl")]

    assert [str(one) for one in plan_install("nl", "tr", offers, have).fetch] == ["tr-en 1.10", "en-nl 1.0"]


def test_one_way_alone_is_planned_and_told() -> None:
    assert plan_install("nl", "tr", [offer("nl_en"), offer("en_tr")], []) == Plan(
        [offer("nl_en"), offer("en_tr")], out=True, back=False
    )


def test_language_that_the_index_lacks_needs_nothing() -> None:
    assert plan_install("nl", "ti", STAR, []) == Plan([], out=False, back=False)


def test_language_goes_with_its_own_packages_and_leaves_the_way_there() -> None:
    have = [installed(pair) for pair in ("en_nl", "en_tr", "nl_en", "tr_en", "en_ar")]

    going, staying = split_removal("tr", "nl", have)

    assert (names(going), staying) == (["en_tr", "tr_en"], {})


def test_english_stays_while_others_pass_through_it() -> None:
    have = [installed(pair) for pair in ("en_nl", "en_tr", "nl_en", "en_ar", "en_fr", "nl_fr")]

    going, staying = split_removal("en", "nl", have)

    assert names(going) == ["en_nl", "en_fr"]
    assert {f"{package.source}_{package.target}": users for package, users in staying.items()} == {
        "en_tr": ["tr"],
        "nl_en": ["ar", "tr"],
        "en_ar": ["ar"],
    }
