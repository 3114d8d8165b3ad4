"""French words and what they stand for, without accents: "apres" is also how it is typed in a hurry.

"Est" is a verb ("la séance est à 15h") far more often than a zone, and case is not kept: it is New York's
clock only right behind a time and where nothing but a day follows (`grammar.romance`). "Et" is never Eastern
time. "Sept" is seven; behind a number it is the month, as "mar" is (`grammar.romance_days`). "Quinze jours"
are two weeks.
"""

from __future__ import annotations

from bot.times.days import MonthDay
from bot.times.moveable import EasterDay, NthWeekday, Shifted
from bot.times.words.lexicon import Part, Table, Unit, counted
from bot.times.words.tokens import Kind
from bot.times.zone_names import ZONES, ZoneSaid

_EDGES = ("debut", "en_debut", "au_debut", "milieu", "en_milieu", "au_milieu", "fin", "en_fin", "a_la_fin")
_YEARS = (
    *("vingt", "vingt-et-un", "vingt-deux", "vingt-trois", "vingt-quatre", "vingt-cinq", "vingt-six"),
    *("vingt-sept", "vingt-huit", "vingt-neuf", "trente"),
)
"""Of this century, from 20 on: deux mille vingt-sept."""
_QUEBEC = {
    "est": "hne",
    "edt": "hae",
    "cst": "hnc",
    "cdt": "hac",
    "mst": "hnr",
    "mdt": "har",
    "pst": "hnp",
    "pdt": "hap",
    "ast": "hna",
    "adt": "haa",
}


def _within(*words: str) -> str:
    """The parts of a part of the day: début de soirée, en fin d'après-midi."""
    return " ".join(f"{edge}_{word}" for edge in _EDGES for word in words)


NAMES = (
    "sam dim mer jeu ven lun mar mai avril juin noel matin midi par sous toussaint ascension assomption "
    "armistice "
    "paques epiphanie halloween thanksgiving merc sep"
)
"""Words that are names of people or places too, or words of another language."""

TABLE: Table = {
    Kind.WEEKDAY: {
        0: "lundi lun lundii lunid ludni lundy",
        1: "mardi mar mardii madri mardy",
        2: "mercredi mer merc mercr",
        3: "jeudi jeu jeuid juedi jeudy",
        4: "vendredi ven vend",
        5: "samedi sam",
        6: "dimanche dim",
    },
    Kind.WEEKDAYS: {
        (0,): "lundis les_lundis",
        (1,): "mardis les_mardis",
        (2,): "mercredis les_mercredis",
        (3,): "jeudis les_jeudis",
        (4,): "vendredis les_vendredis",
        (5,): "samedis les_samedis",
        (6,): "dimanches les_dimanches",
        (0, 1, 2, 3, 4): "jours_ouvrables jours_ouvres jours_de_semaine",
        (5, 6): "week-ends weekends fins_de_semaine les_week-ends les_weekends",
    },
    Kind.WEEKEND: {None: "week-end weekend fin_de_semaine"},
    Kind.WORKDAY: {None: "jour_ouvrable jour_ouvre"},
    Kind.MONTH: {
        1: "janvier janv jan",
        2: "fevrier fevr fev",
        3: "mars",
        4: "avril avr",
        5: "mai",
        6: "juin",
        7: "juillet juil juill",
        8: "aout",
        9: "septembre sep",
        10: "octobre oct",
        11: "novembre nov",
        12: "decembre dec",
    },
    Kind.RELATIVE: {
        -2: "avant-hier avant_hier avanthier",
        -1: "hier jour_precedent jour_d'avant",
        0: "aujourd'hui aujourdhui aujourdui aujourd'ui aujourd_hui auj ajd ce_jour dans_la_journee",
        1: "demain 2m1 2main demin deamin demani demainn journee_de_demain lendemain jour_suivant "
        "jour_d'apres",
        2: "apres-demain apres_demain apresdemain surlendemain",
    },
    Kind.EVE: {
        -2: "avant-veille_de avant-veille_du avant_veille_de l'avant-veille_de l'avant-veille_du",
        -1: "veille_de veille_du veille_des reveillon_de reveillon_du",
        1: "lendemain_de lendemain_du lendemain_des",
        2: "surlendemain_de surlendemain_du",
    },
    Kind.HOLIDAY: {
        MonthDay(month=1, day=1): "nouvel_an jour_de_l'an premier_de_l'an nouvel-an",
        MonthDay(month=1, day=6): "epiphanie",
        MonthDay(month=2, day=14): "saint-valentin saint_valentin st-valentin st_valentin",
        MonthDay(month=5, day=1): "fete_du_travail",
        MonthDay(month=5, day=8): "fete_de_la_victoire victoire_1945",
        MonthDay(month=6, day=21): "fete_de_la_musique",
        MonthDay(month=7, day=1): "fete_du_canada",
        MonthDay(month=7, day=14): "fete_nationale prise_de_la_bastille",
        MonthDay(month=8, day=15): "assomption",
        MonthDay(month=10, day=31): "halloween",
        MonthDay(month=11, day=1): "toussaint",
        MonthDay(month=11, day=11): "armistice",
        MonthDay(month=12, day=24): "reveillon_de_noel veille_de_noel",
        MonthDay(month=12, day=25): "noel jour_de_noel",
        MonthDay(month=12, day=31): "saint-sylvestre saint_sylvestre st-sylvestre st_sylvestre",
        NthWeekday(nth=4, number=3, month=11): "thanksgiving",
        Shifted(day=NthWeekday(nth=4, number=3, month=11), days=1): "black_friday vendredi_noir",
        EasterDay(days=-47): "mardi_gras",
        EasterDay(days=-2): "vendredi_saint",
        EasterDay(): "paques dimanche_de_paques",
        EasterDay(days=1): "lundi_de_paques",
        EasterDay(days=39): "ascension jeudi_de_l'ascension",
        EasterDay(days=49): "pentecote dimanche_de_pentecote",
        EasterDay(days=50): "lundi_de_pentecote",
    },
    Kind.PART: {
        Part.MORNING: "a_la_premiere_heure matin matinee mat l'matin "
        + _within("de_matinee", "de_la_matinee", "du_matin"),
        Part.LUNCH: "dejeuner heure_du_dejeuner",
        Part.TARDE: "apres-midi apres_midi apresmidi aprem' l'apres-midi l'apres_midi d'apres-midi "
        "d'apres_midi aprem fin_de_journee en_fin_de_journee l'aprem "
        + _within("d'apres-midi", "d'apres_midi", "de_l'apres-midi", "de_l'apres_midi"),
        Part.EVENING: "soir soiree " + _within("de_soiree", "de_la_soiree"),
        Part.NIGHT: "nuit fin_de_nuit",
    },
    Kind.PARTS: {
        Part.MORNING: "matins",
        Part.TARDE: "apres-midis les_apres-midi les_apres-midis",
        Part.EVENING: "soirs",
        Part.NIGHT: "nuits",
    },
    Kind.NOON: {None: "midi ce_midi milieu_du_jour milieu_de_journee"},
    Kind.MIDNIGHT: {None: "minuit"},
    Kind.UNIT: {
        Unit.SECOND: "secondes sec secs",  # "seconde" alone is an ordinal
        Unit.MINUTE: "minute minutes min mins mn mns",
        Unit.HOUR: "heure heures h hr hrs hres",
        Unit.DAY: "jour jours jr jrs journee",
        Unit.WEEK: "semaine semaines sem",
        Unit.FORTNIGHT: "quinzaine quinzaines quinzaine_de_jours",
        Unit.MONTH: "mois",
        Unit.YEAR: "an ans annee annees",
    },
    Kind.WORD: counted(
        "zero - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
        "dix-sept dix-huit dix-neuf vingt"
    )
    | {10: "dix dizaine_de", 12: "douze douzaine_de", 15: "quinze quinzaine_de", 20: "vingt vingtaine_de"}
    | {2: "deux couple", 17: "dix-sept dix_sept", 18: "dix-huit dix_huit", 19: "dix-neuf dix_neuf"}
    | {30: "trente trentaine_de", 40: "quarante", 50: "cinquante"}
    | {
        tens + 1: f"{word}_et_un {word}_et_une {word}-et-un {word}-et-une"
        for tens, word in {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante"}.items()
    },
    Kind.ORDINAL: counted(
        "- premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme "
        "douzieme treizieme quatorzieme quinzieme"
    )
    | {1: "premier premiere premiers premieres", 2: "deuxieme second seconde"},
    Kind.YEAR: {
        2000 + number: f"deux_mille_{word} deux_mille_{word.replace('-', '_')} deux_mil_{word}"
        for number, word in enumerate(_YEARS, 20)
    },
    Kind.NTH: {None: "er re ere e eme ieme nd nde"},
    Kind.THE: {None: "le la l'"},
    Kind.ARTICLE: {None: "un une une_petite une_bonne un_petit un_bon"},
    Kind.AT: {
        None: "a vers environ autour_de aux_alentours_de aux_environs_de peu_pres a_peu_pres "
        "approximativement sur_les vers_les sur_le_coup_de au aux"
    },
    Kind.IN: {None: "dans ds en au_bout_de"},
    Kind.OF: {None: "de d'", "the": "du des"},
    Kind.FROM: {None: "depuis"},
    Kind.STARTING: {None: "a_partir_de a_partir_du a_partir_d' des_le a_compter_de a_compter_du commencant"},
    Kind.FOR: {None: "pour", "length": "pendant durant"},
    Kind.AND: {None: "et"},
    Kind.OR: {None: "ou"},
    Kind.UNTIL: {None: "jusqu'a jusqu'au jusqu'aux jusqu'en jusque jusqu'"},
    Kind.BETWEEN: {None: "entre"},
    Kind.AFTER: {None: "apres"},
    Kind.BEFORE: {None: "avant d'ici sous"},
    Kind.LATER: {None: "plus_tard a_partir_de_maintenant"},
    Kind.AGO: {None: "il_y_a il_ya y_a"},
    Kind.HALF: {None: "demi demie"},
    Kind.QUARTER: {None: "quart quarts"},
    Kind.MINUS: {None: "moins"},
    Kind.THIS: {None: "ce cet cette ces"},
    Kind.NEXT: {
        None: "prochain prochaine prochains prochaines proch suivant suivante suivants suivantes d'apres"
    },
    Kind.COMING: {None: "qui_vient qui_viennent"},
    Kind.LAST: {None: "dernier derniere derniers dernieres passe passee precedent precedente"},
    Kind.END: {None: "fin"},
    Kind.BEGIN: {None: "debut"},
    Kind.VAGUE: {None: "mi courant"},
    Kind.NOW: {None: "maintenant tout_de_suite immediatement en_ce_moment dans_une_seconde"},
    Kind.OCLOCK: {None: "pile precises precise precis tapantes"},
    Kind.ISH: {None: "et_quelques"},
    Kind.MERIDIEM: {"a": "am", "p": "pm"},
    Kind.WITH: {None: "avec dr docteur mme mlle mr monsieur madame"},
    Kind.EVERY: {None: "chaque tous_les toutes_les tout_les toute_les par"},
    Kind.OFTEN: {
        (Unit.DAY, 1): "quotidien quotidienne quotidiennement",
        (Unit.DAY, 2): "un_jour_sur_deux",
        (Unit.WEEK, 3): "sur_trois une_semaine_sur_trois",
        (Unit.WEEK, 4): "sur_quatre une_semaine_sur_quatre",
        (Unit.WEEK, 1): "hebdomadaire hebdomadairement hebdo tous_les_huit_jours tous_les_8_jours",
        (Unit.WEEK, 2): "bihebdomadaire bimensuel bimensuelle une_semaine_sur_deux sur_deux "
        "tous_les_quinze_jours tous_les_15_jours",
        (Unit.MONTH, 1): "mensuel mensuelle mensuellement",
        (Unit.MONTH, 2): "un_mois_sur_deux bimestriel bimestrielle",
        (Unit.MONTH, 3): "trimestriel trimestrielle",
        (Unit.YEAR, 1): "annuel annuelle annuellement",
    },
    Kind.TIMES: {None: "fois seances occurrences repetitions consultations", "x": "x"},
    Kind.EXCEPT: {
        None: "sauf sauf_les excepte hormis sans mais_pas a_l'exception_de a_l'exception_du a_part"
    },
    Kind.HOLIDAYS: {None: "jours_feries les_jours_feries"},
    Kind.ZONE: {
        ZONES["est"]._replace(is_exact=False): "est",
        ZONES["et"]._replace(is_exact=True): "heure_de_l'est",
        ZoneSaid(zone="Europe/Paris"): "heure_francaise",
        ZoneSaid(zone="America/Toronto"): "heure_du_quebec heure_quebecoise",
        ZONES["ct"]._replace(is_exact=True): "heure_du_centre",
        ZONES["mt"]._replace(is_exact=True): "heure_des_rocheuses",
        ZONES["pt"]._replace(is_exact=True): "heure_du_pacifique",
        **{ZONES[english]: french for english, french in _QUEBEC.items()},
    },
    Kind.LABEL: {
        None: "ref reference dossier numero num no id tel telephone portable mobile fax poste code "
        "facture rue avenue boulevard place"
    },
    Kind.FILLER: {
        None: "s'il_vous_plait svp stp s'il_te_plait reserve reserver reservez planifie planifier programme "
        "programmer rdv rendez-vous rendez_vous seance consultation reunion salle visio cree creer nouveau "
        "nouvelle merci exactement precisement plutot par_exemple disons bonjour bonsoir bonne_nuit tot "
        "tres_tot heure_locale a_tout_a_l'heure tout_a_l'heure bonne_journee bonne_soiree bonne_semaine "
        "bonne_annee joyeux_noel bon_dimanche "
        "bon_week-end bon_weekend pas_plus_tard_que"
    },
    Kind.UNKNOWN: {None: "javier demian domain mon"},  # names that are a letter away from a day
}
