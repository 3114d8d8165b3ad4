"""Spanish words and what they stand for, without accents: "manana" is also how it is typed in a hurry.

"Mañana" is tomorrow; behind an article or "esta" it is the morning ("de la mañana"). "La" and "las" are the
article of a clock ("a las 3"). "Tarde" alone is "late", the afternoon stands behind an article or a day
(`grammar.romance`). "Mar" is the weekday; behind a number it is the month (`grammar.romance_days`).
"""

from __future__ import annotations

from bot.times.days import MonthDay
from bot.times.moveable import EasterDay, NthWeekday, Shifted
from bot.times.words.lexicon import Part, Table, Unit, counted
from bot.times.words.tokens import Kind
from bot.times.zone_names import ZoneSaid

_ONES = ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
_TENS = {30: "treinta", 40: "cuarenta", 50: "cincuenta"}
_YEARS = (
    *("veinte", "veintiuno", "veintidos", "veintitres", "veinticuatro", "veinticinco", "veintiseis"),
    *("veintisiete", "veintiocho", "veintinueve", "treinta"),
)
"""Of this century, from 20 on: dos mil veintisiete."""
_NTHS = ("primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "septimo", "octavo", "noveno")

NAMES = (
    "domingo julio abril mayo agosto marzo hoy sab dom mar vie lun sem todo tras inmaculada "
    "epifania halloween thanksgiving"
)
"""Words that are names of people or places too, or words of another language."""

TABLE: Table = {
    Kind.WEEKDAY: {
        0: "lunes lun lu lunez luens lunse",
        1: "martes mar mart",
        2: "miercoles mie mier miercole",
        3: "jueves jue juev",
        4: "viernes vie vier",
        5: "sabado sab",
        6: "domingo dom",
    },
    Kind.WEEKDAYS: {
        (0,): "los_lunes",
        (1,): "los_martes",
        (2,): "los_miercoles",
        (3,): "los_jueves",
        (4,): "los_viernes",
        (5,): "sabados los_sabados",
        (6,): "domingos los_domingos",
        (0, 1, 2, 3, 4): "dias_laborables dias_habiles dias_laborales dias_de_semana dias_entre_semana "
        "entre_semana",
        (5, 6): "fines_de_semana los_fines_de_semana",
    },
    Kind.WEEKEND: {None: "fin_de_semana finde"},
    Kind.WORKDAY: {None: "dia_laborable dia_habil dia_laboral"},
    Kind.MONTH: {
        1: "enero ene enro",
        2: "febrero feb febr",
        3: "marzo mzo",
        4: "abril abr",
        5: "mayo may",
        6: "junio jun",
        7: "julio jul",
        8: "agosto ago",
        9: "septiembre setiembre sep sept set",
        10: "octubre oct",
        11: "noviembre nov",
        12: "diciembre dic",
    },
    Kind.RELATIVE: {
        -2: "anteanoche antenoche anteayer antier antes_de_ayer antayer dia_antes_de_ayer",
        -1: "ayer anoche",
        0: "hoy hoy_mismo hoy_dia el_dia_de_hoy",
        1: "manana mnn mnna mnana amnana mananaa manana_mismo el_dia_de_manana al_dia_siguiente "
        "el_dia_siguiente dia_siguiente",
        2: "pasado_manana pasadomanana pasao_manana dia_despues_de_manana",
    },
    Kind.EVE: {
        -1: "vispera_de vispera_del visperas_de visperas_del",
        1: "dia_despues_de dia_despues_del dia_siguiente_a dia_siguiente_al",
    },
    Kind.HOLIDAY: {
        MonthDay(month=1, day=1): "ano_nuevo dia_de_ano_nuevo",
        MonthDay(month=1, day=6): "dia_de_reyes dia_de_los_reyes reyes_magos dia_de_los_reyes_magos epifania",
        MonthDay(month=2, day=14): "san_valentin dia_de_san_valentin dia_de_los_enamorados",
        MonthDay(month=5, day=1): "dia_del_trabajador dia_del_trabajo dia_de_los_trabajadores "
        "dia_internacional_de_los_trabajadores dia_internacional_del_trabajo",
        MonthDay(month=10, day=12): "dia_de_la_hispanidad dia_de_la_raza",
        MonthDay(month=10, day=31): "halloween noche_de_brujas",
        MonthDay(month=11, day=1): "todos_los_santos dia_de_todos_los_santos",
        MonthDay(month=11, day=2): "dia_de_muertos dia_de_los_muertos dia_de_los_difuntos",
        MonthDay(month=12, day=6): "dia_de_la_constitucion",
        MonthDay(month=12, day=8): "inmaculada inmaculada_concepcion dia_de_la_inmaculada",
        MonthDay(month=12, day=24): "nochebuena noche_buena dia_de_nochebuena",
        MonthDay(month=12, day=25): "navidad dia_de_navidad",
        MonthDay(month=12, day=28): "santos_inocentes dia_de_los_inocentes dia_de_los_santos_inocentes",
        MonthDay(month=12, day=31): "nochevieja noche_vieja fin_de_ano ano_viejo dia_de_nochevieja",
        NthWeekday(nth=4, number=3, month=11): "accion_de_gracias dia_de_accion_de_gracias thanksgiving",
        Shifted(day=NthWeekday(nth=4, number=3, month=11), days=1): "black_friday viernes_negro",
        EasterDay(days=-46): "miercoles_de_ceniza",
        EasterDay(days=-7): "domingo_de_ramos",
        EasterDay(days=-3): "jueves_santo",
        EasterDay(days=-2): "viernes_santo",
        EasterDay(days=-1): "sabado_santo",
        EasterDay(): "domingo_de_pascua domingo_de_resurreccion",
        EasterDay(days=1): "lunes_de_pascua",
    },
    Kind.PART: {
        Part.MORNING: "la_manana a_media_manana madrugada la_madrugada de_madrugada "
        "a_primera_hora primera_hora_de_la_manana a_primera_hora_de_la_manana dela_manana",
        Part.TARDE: "tarde la_tarde la_tardecita de_tarde a_media_tarde fin_de_dia final_del_dia "
        "fin_del_dia a_ultima_hora a_ultima_hora_de_la_tarde dela_tarde",
        Part.NIGHT: "noche la_noche anochecer dela_noche",
    },
    Kind.TONIGHT: {
        Part.MORNING: "esta_manana esta_misma_manana",
        Part.TARDE: "esta_tarde esta_misma_tarde",
        Part.NIGHT: "esta_noche esta_misma_noche",
    },
    Kind.PARTS: {
        Part.MORNING: "mananas las_mananas",
        Part.TARDE: "tardes las_tardes",
        Part.NIGHT: "noches las_noches",
    },
    Kind.NOON: {None: "mediodia medio_dia este_mediodia"},
    Kind.MIDNIGHT: {None: "medianoche media_noche la_medianoche"},
    Kind.UNIT: {
        Unit.SECOND: "segundos seg segs",  # "segundo" alone is an ordinal
        Unit.MINUTE: "minuto minutos min mins minutito minutitos",
        Unit.HOUR: "hora horas h hs hr hrs horita horitas",
        Unit.DAY: "dia dias",
        Unit.WEEK: "semana semanas sem",
        Unit.FORTNIGHT: "quincena quincenas",
        Unit.MONTH: "mes meses",
        Unit.YEAR: "ano anos",
    },
    Kind.WORD: counted(
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
        "diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco "
        "veintiseis veintisiete veintiocho veintinueve treinta"
    )
    | {
        0: "cero zero",
        1: "uno",
        2: "dos par_de",
        10: "diez decena_de",
        20: "veinte veintena_de",
        21: "veintiuno veintiuna veintiun",
    }
    | {40: "cuarenta", 50: "cincuenta"}
    | {tens + 1: f"{word}_y_uno {word}_y_una {word}_y_un" for tens, word in _TENS.items()}
    | {tens + ones: f"{word}_y_{one}" for tens, word in _TENS.items() for ones, one in enumerate(_ONES, 2)},
    Kind.ORDINAL: counted(
        "- primero segundo tercero - quinto sexto septimo octavo noveno decimo undecimo duodecimo"
    )
    | {1: "primero primera primer primeros primeras", 2: "segundo segunda", 3: "tercero tercera tercer"}
    | {5: "quinto quinta", 20: "vigesimo", 30: "trigesimo"}
    | {20 + ones: f"vigesimo_{word}" for ones, word in enumerate(_NTHS, 1)},
    Kind.YEAR: {2000 + number: f"dos_mil_{word}" for number, word in enumerate(_YEARS, 20)},
    Kind.NTH: {None: "º er ro do to mo vo no ero"},
    Kind.THE: {None: "el"},
    Kind.HOURS: {None: "las la alas ala"},
    Kind.ARTICLE: {None: "un una"},
    Kind.AT: {
        None: "a al unos unas sobre hacia alrededor_de a_eso_de cerca_de aproximadamente aprox como_a tipo "
        "en_torno_a por_ahi_de a_como"
    },
    Kind.IN: {None: "en dentro_de de_aqui_a de_aqui_en de_aca_a"},
    Kind.OF: {None: "de", "the": "del"},
    Kind.FROM: {None: "desde"},
    Kind.STARTING: {None: "a_partir_de a_partir_del empezando comenzando a_contar_de con_inicio"},
    Kind.FOR: {None: "para por", "length": "durante"},
    Kind.AND: {None: "y e"},
    Kind.OR: {None: "o u"},
    Kind.UNTIL: {None: "hasta"},
    Kind.BETWEEN: {None: "entre"},
    Kind.AFTER: {None: "despues_de despues_del tras despues pasadas"},
    Kind.BEFORE: {None: "antes_de antes_del antes"},
    Kind.LATER: {None: "mas_tarde luego a_partir_de_ahora desde_ahora"},
    Kind.AGO: {None: "hace atras"},
    Kind.HALF: {None: "media medio"},
    Kind.QUARTER: {None: "cuarto cuartos"},
    Kind.MINUS: {None: "menos"},
    Kind.THIS: {None: "este esta estos estas este_mismo esta_misma presente"},
    Kind.NEXT: {None: "proximo proxima proximos proximas prox siguiente siguientes"},
    Kind.COMING: {None: "que_viene que_vienen que_entra entrante venidero venidera"},
    Kind.LAST: {None: "pasado pasada ultimo ultima anterior"},
    Kind.END: {None: "fin final"},
    Kind.BEGIN: {None: "comienzo inicio principio"},
    Kind.VAGUE: {None: "principios comienzos inicios mediados fines finales"},
    Kind.NOW: {
        None: "ahora ahora_mismo ahorita justo_ahora en_este_momento ya_mismo inmediatamente "
        "de_inmediato en_un_segundo"
    },
    Kind.OCLOCK: {None: "en_punto"},
    Kind.ISH: {None: "y_pico y_algo mas_o_menos"},
    Kind.WITH: {None: "con dr dra doctor doctora sr sra srta"},
    Kind.MERIDIEM: {"a": "am", "p": "pm"},
    Kind.EVERY: {None: "cada todos_los todas_las todo todos_y_cada_uno_de_los"},
    Kind.OTHER: {None: "otro otra"},
    Kind.OFTEN: {
        (Unit.DAY, 1): "diariamente diario diaria a_diario por_dia al_dia",
        (Unit.DAY, 2): "dia_por_medio un_dia_si_y_otro_no un_dia_si_otro_no",
        (Unit.WEEK, 1): "semanalmente semanal por_semana a_la_semana cada_ocho_dias cada_8_dias",
        (
            Unit.WEEK,
            2,
        ): "quincenal quincenalmente bisemanal cada_quincena cada_quince_dias cada_15_dias semana_por_medio "
        "una_semana_si_y_otra_no si_y_otro_no si_otro_no por_medio",
        (Unit.MONTH, 1): "mensual mensualmente por_mes al_mes",
        (Unit.MONTH, 2): "bimestral bimensual",
        (Unit.MONTH, 3): "trimestral trimestralmente",
        (Unit.YEAR, 1): "anual anualmente",
    },
    Kind.TIMES: {None: "veces vez sesiones ocurrencias repeticiones visitas", "x": "x"},
    Kind.EXCEPT: {
        None: "excepto salvo menos_el exceptuando pero_no sin a_excepcion_de a_excepcion_del "
        "con_excepcion_de con_excepcion_del excepto_los salvo_los excepto_los_dias salvo_los_dias "
        "menos_los_dias excepto_el_dia salvo_el_dia"
    },
    Kind.HOLIDAYS: {
        None: "festivos feriados dias_festivos dias_feriados los_festivos los_feriados "
        "los_dias_festivos los_dias_feriados"
    },
    Kind.ZONE: {
        ZoneSaid(zone="America/New_York"): "hora_del_este",
        ZoneSaid(zone="America/Chicago"): "hora_del_centro hora_central",
        ZoneSaid(zone="America/Denver"): "hora_de_la_montana hora_de_montana",
        ZoneSaid(zone="America/Los_Angeles"): "hora_del_pacifico",
        ZoneSaid(zone="Atlantic/Canary"): "hora_canaria hora_de_canarias",
        ZoneSaid(zone="Europe/Madrid"): "hora_peninsular hora_espanola hora_de_espana",
    },
    Kind.LABEL: {
        None: "ref referencia expediente historia ficha numero num id tel telefono movil celular fax dni nie "
        "nif ext extension cuenta factura codigo caso poliza exp calle avenida avda av"
    },
    Kind.FILLER: {
        None: "por_favor porfa porfavor reserva reservar reserve reserveme agenda agendar agendame programa "
        "programar cita citas sesion consulta sala salas reunion videollamada crea crear nueva nuevo gracias "
        "exactamente justo mismo hola buenos_dias buen_dia buenas_tardes buenas_noches buenas hora_local "
        "temprano muy_temprano bien_temprano hasta_luego hasta_pronto feliz_navidad feliz_ano_nuevo "
        "feliz_domingo buen_fin_de_semana"
    },
    Kind.UNKNOWN: {None: "marte martez martos mares dominga"},  # names that are a letter away from a day
}
