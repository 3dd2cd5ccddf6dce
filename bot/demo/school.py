"""The fictional school of the demo: nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass

GROUP, PRESCHOOL = "groep 3a", "peuters Zon"
SCHOOL_NAME = "De Regenboog"
TEACHER_EMAIL, TEACHER_NAME = "ruth@regenboog.example", "Juf Ruth"

FAMILIES_CSV = f"""\
Leerlingnummer;Roepnaam;Groep;Ouder-id;Naam ouder;Thuistaal;Tweede taal;Relatie
D1;Noor;{GROUP};D1a;Amina Haddad;Arabisch;Engels;moeder
D1;Noor;{GROUP};D1b;Omar Haddad;Arabisch;;vader
D2;Sami;{PRESCHOOL};D1a;Amina Haddad;Arabisch;Engels;moeder
D2;Sami;{PRESCHOOL};D1b;Omar Haddad;Arabisch;;vader
D3;Zosia;{GROUP};D3a;Piotr Zieliński;Pools;;vader
D4;Liya;{GROUP};D4a;Selam Tesfay;Tigrinya;;moeder
D5;Emre;{GROUP};D5a;Ayşe Yıldız;Turks;;moeder
D6;Danylo;{GROUP};D6a;Olena Kravets;Oekraïens;;moeder
D7;Ayaan;{GROUP};D7a;Hodan Warsame;Somalisch;;moeder
D8;Sem;{GROUP};D8a;Marit de Wit;Nederlands;;moeder
D9;Chloe;{GROUP};D9a;Grace Mensah;Engels;;moeder
D10;Ming;{GROUP};D10a;Wen Li;Chinees;Engels;moeder
D11;Daria;{GROUP};D11a;Leyla Karimi;Farsi;Nederlands;moeder
"""

#: One more family for each language that the week's story has no parent for: who plays with the demo sees them all.
NEWCOMERS_CSV = (
    FAMILIES_CSV
    + f"""\
D12;Misha;{GROUP};D12a;Irina Volkova;Russisch;;moeder
D13;Lucía;{GROUP};D13a;Carmen Ortega;Spaans;;moeder
D14;Awa;{GROUP};D14a;Fatou Diallo;Frans;;moeder
D15;Tiago;{GROUP};D15a;Rui Almeida;Portugees;;vader
D16;Lena;{GROUP};D16a;Jana Becker;Duits;;moeder
D17;Andrei;{GROUP};D17a;Ioana Popescu;Roemeens;;moeder
D18;Mila;{GROUP};D18a;Petar Ivanov;Bulgaars;;vader
D19;Rojda;{GROUP};D19a;Berfin Aksoy;Koerdisch (Kurmanci);Turks;moeder
D20;Jaydon;{GROUP};D20a;Shurina Martina;Papiaments;Nederlands;moeder
D21;Anir;{GROUP};D21a;Yamina Azzouzi;Tarifit;Nederlands;moeder
"""
)


@dataclass(frozen=True, slots=True)
class DemoParent:
    """One parent and the phone in their hand."""

    parent_id: str
    name: str
    chat_id: int
    language: str


PARENTS = (
    DemoParent("D1a", "Amina", 7001, "ar"),
    DemoParent("D3a", "Piotr", 7002, "pl"),
    DemoParent("D4a", "Selam", 7003, "ti"),
    DemoParent("D5a", "Ayşe", 7004, "tr"),
    DemoParent("D6a", "Olena", 7005, "uk"),
    DemoParent("D7a", "Hodan", 7006, "so"),
    DemoParent("D8a", "Marit", 7007, "nl"),
    DemoParent("D9a", "Grace", 7008, "en"),
    DemoParent("D1b", "Omar", 7009, "ar"),
    DemoParent("D10a", "Wen", 7010, "zh"),
    DemoParent("D11a", "Leyla", 7011, "fa"),
)

NEWCOMERS = (
    DemoParent("D12a", "Irina", 7012, "ru"),
    DemoParent("D13a", "Carmen", 7013, "es"),
    DemoParent("D14a", "Fatou", 7014, "fr"),
    DemoParent("D15a", "Rui", 7015, "pt"),
    DemoParent("D16a", "Jana", 7016, "de"),
    DemoParent("D17a", "Ioana", 7017, "ro"),
    DemoParent("D18a", "Petar", 7018, "bg"),
    DemoParent("D19a", "Berfin", 7019, "ku"),
    DemoParent("D20a", "Shurina", 7020, "nl"),
    DemoParent("D21a", "Yamina", 7021, "nl"),
)

#: Sentences that the school's liaisons translated once: from then on they are in the memory.
BRING = "Een stuk fruit."
SIBLINGS_WELCOME = "Broertjes en zusjes mogen mee."
MEMORY = {
    BRING: {
        "en": "A piece of fruit.",
        "ar": "قطعة فاكهة.",
        "pl": "Kawałek owocu.",
        "ti": "ሓደ ፍረ።",
        "tr": "Bir parça meyve.",
        "uk": "Шматочок фрукта.",
        "so": "Xabbad miro ah.",
        "fa": "یک میوه.",
        "zh-Hans": "一块水果。",
        "ru": "Кусочек фрукта.",
        "es": "Una pieza de fruta.",
        "fr": "Un morceau de fruit.",
        "pt": "Uma peça de fruta.",
        "de": "Ein Stück Obst.",
        "ro": "O bucată de fruct.",
        "bg": "Парче плод.",
        "kmr": "Parçeyek fêkî.",
        "pap": "Un pida fruta.",
    },
    SIBLINGS_WELCOME: {
        "en": "Brothers and sisters may come too.",
        "ar": "يمكن للإخوة والأخوات الحضور أيضًا.",
        "pl": "Rodzeństwo też może przyjść.",
        "ti": "ኣሕዋትን ኣሓትን ክመጹ ይኽእሉ እዮም።",
        "tr": "Kardeşler de gelebilir.",
        "uk": "Братики й сестрички теж можуть прийти.",
        "so": "Walaalaha yaryar way iman karaan.",
        "fa": "خواهرها و برادرها هم می‌توانند بیایند.",
        "zh-Hans": "兄弟姐妹也可以一起来。",
        "ru": "Братья и сёстры тоже могут прийти.",
        "es": "Los hermanos y las hermanas también pueden venir.",
        "fr": "Les frères et sœurs peuvent venir aussi.",
        "pt": "Os irmãos e as irmãs também podem vir.",
        "de": "Geschwister dürfen auch mitkommen.",
        "ro": "Pot veni și frații și surorile.",
        "bg": "Братчетата и сестричетата също могат да дойдат.",
        "kmr": "Xwişk û bira jî dikarin werin.",
        "pap": "Ruman hòmber i ruman muhé por bin tambe.",
    },
}
