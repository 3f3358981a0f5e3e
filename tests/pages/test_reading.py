from apps.pages.templatetags.reading import with_ids


def test_the_contents_list_is_made_of_the_headings(pages, client):
    body = "<h2>Aims &amp; <em>means</em></h2><p>x</p><h2 id='how'>How</h2><h3>No</h3>"
    text = {
        "title": "About",
        "slug": "about",
        "placeholders": {"content": [{"plugin": "TextPlugin", "body": body}]},
    }
    pages.page("about", template="pages/reading.html", languages={"en": text})
    pages.load()

    html = client.get("/en/about/").text

    assert 'href="#aims-means">Aims &amp; means</a>' in html
    assert '<h2 id="aims-means">Aims &amp; <em>means</em></h2>' in html
    assert 'href="#how">How</a>' in html
    assert html.count('class="contents__link"') == 2


def test_two_headings_of_one_name_are_told_apart():
    html, entries = with_ids("<h2>Bali</h2><h2>Bali</h2><h2>巴厘</h2>")

    assert [entry["id"] for entry in entries] == ["bali", "bali-2", "part"]
    assert (
        html
        == '<h2 id="bali">Bali</h2><h2 id="bali-2">Bali</h2><h2 id="part">巴厘</h2>'
    )
