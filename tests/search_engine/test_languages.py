import pytest

from apps.search_engine import Record
from tests.search_engine.conftest import found

TITLES = {
    "th": "การประชุมรัฐมนตรีกระบวนการบาหลีที่กรุงเทพมหานคร",
    "km": "កិច្ចប្រជុំរដ្ឋមន្ត្រីនៅភ្នំពេញ",
    "lo": "ກອງປະຊຸມລັດຖະມົນຕີຢູ່ວຽງຈັນ",
    "my": "ဝန်ကြီးအဆင့်အစည်းအဝေး ရန်ကုန်မြို့",
    "zh": "巴厘进程部长级会议打击人口偷运",
    "ja": "バリ・プロセス閣僚会議における密入国対策",
    "ko": "발리프로세스 각료회의에서 인신매매를 논의하였다",
    "ar": "مُكافحة تهريب المهاجرين والاتجار بالأشخاص إلى أستراليا",
    "fa": "مبارزه با قاچاق انسان و مهاجرت غیرقانونی در ایران",
    "tr": "İstanbul Süreci ve göçmen",
    "vi": "Hội nghị Bộ trưởng tại Đà Nẵng",
    "id": "Pertemuan Para Menteri tentang Penyelundupan Manusia",
    "fr": "Côte d’Ivoire et la traite des êtres humains",
    "hi": "बाली प्रक्रिया मंत्रिस्तरीय सम्मेलन",
    "ru": "Балийский процесс по незаконному ввозу мигрантов",
}


@pytest.mark.parametrize("where", ["title", "text"])
@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("รัฐมนตรี", "th"),
        ("กรุงเทพ", "th"),
        ("ភ្នំពេញ", "km"),
        ("ວຽງຈັນ", "lo"),
        ("ရန်ကုန်", "my"),
        ("人口偷运", "zh"),
        ("部长 会议", "zh"),
        ("密入国", "ja"),
        ("バリ", "ja"),
        ("ﾊﾞﾘ", "ja"),
        ("인신매매", "ko"),
        ("المهاجرين", "ar"),
        ("مكافحة", "ar"),
        ("الى استراليا", "ar"),
        ("تهريـــب", "ar"),
        ("قاچاق", "fa"),
        ("غيرقانوني", "fa"),
        ("ايران", "fa"),
        ("istanbul gocmen", "tr"),
        ("İSTANBUL", "tr"),
        ("da nang", "vi"),
        ("Đà Nẵng", "vi"),
        ("penyelundupan", "id"),
        ('"penyelundupan manusia"', "id"),
        ("cote ivoire", "fr"),
        ("\uff23ôte", "fr"),
        ("сообщ* OR процесс", "ru"),
        ("सम्मेलन", "hi"),
    ],
)
def test_a_word_is_found_however_it_is_written(indexed, query, language, where):
    index = indexed(
        *(
            Record(code, "note", **{"title": "x", where: text})
            for code, text in TITLES.items()
        )
    )

    assert found(index, query) == [language]


def test_one_character_of_an_unspaced_script_is_enough(indexed):
    index = indexed(Record("zh", "note", TITLES["zh"]), Record("en", "note", "Bali"))

    assert [found(index, query) for query in ("巴", "运", "议")] == [["zh"]] * 3


def test_a_longer_stretch_finds_what_resembles_it(indexed):
    index = indexed(Record("th", "note", TITLES["th"]), Record("zh", "note", "会议"))

    assert found(index, "การประชุมรัฐมนตรีที่กรุงเทพ") == ["th"]


def test_a_title_field_reads_unspaced_scripts(indexed):
    index = indexed(
        Record("title", "note", TITLES["th"]),
        Record("text", "note", "x", text="กรุงเทพ"),
    )

    assert found(index, "title:กรุงเทพ") == ["title"]


def test_what_is_found_is_marked_in_the_readers_own_spelling(indexed):
    index = indexed(
        *(Record(code, "note", "x", summary=text) for code, text in TITLES.items())
    )

    def marked(query):
        (excerpt,) = index.excerpts(index.search(query))
        return excerpt.html

    assert "<mark>กรุงเทพ</mark>" in marked("กรุงเทพ")
    assert "<mark>İstanbul</mark>" in marked("istanbul")
    assert "<mark>مُكافحة</mark>" in marked("مكافحة")
    assert "<mark>Nẵng</mark>" in marked("nang")
