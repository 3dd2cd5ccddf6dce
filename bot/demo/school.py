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
    },
    SIBLINGS_WELCOME: {
        "en": "Brothers and sisters may come too.",
        "ar": "يمكن للإخوة والأخوات الحضور أيضًا.",
        "pl": "Rodzeństwo też może przyjść.",
        "ti": "ኣሕዋትን ኣሓትን ክመጹ ይኽእሉ እዮም።",
        "tr": "Kardeşler de gelebilir.",
        "uk": "Братики й сестрички теж можуть прийти.",
        "so": "Walaalaha yaryar way iman karaan.",
    },
}
