"""Records turned into the shapes of the API. Nothing here asks the database twice."""

from apps.records.models import if_public


class Shaper:
    """Makes the JSON of records; knows the address the request came to."""

    def __init__(self, request):
        self.absolute = request.build_absolute_uri

    def ref(self, record):
        if not if_public(record):
            return None
        title = getattr(record, "title", None) or record.name
        url = self.absolute(record.get_absolute_url())
        return {"slug": record.slug, "title": title, "url": url}

    def _common(self, record):
        return {
            "slug": record.slug,
            "url": self.absolute(record.get_absolute_url()),
            "updated_at": record.updated_at,
        }

    def standing(self, participation):
        member = participation.member
        return {
            "slug": member.slug,
            "url": self.absolute(member.get_absolute_url()),
            **_columns(member, "name acronym kind iso_code iso3_code region"),
            "name_indonesian": member.name_in("id"),
            **_columns(participation, "capacity since until standing"),
        }

    def seat(self, seat):
        return {
            "group": self.ref(seat.group),
            "member": self.ref(seat.member),
            **_columns(seat, "role since until"),
        }

    def member(self, member):
        return {
            **self._common(member),
            **_columns(member, "name acronym kind iso_code iso3_code region summary"),
            "name_indonesian": member.name_in("id"),
            "summary_indonesian": member.summary_ind,
            "other_names": [name.name for name in member.names.all()],
            "participations": [
                _columns(p, "capacity since until note")
                for p in member.participations.all()
            ],
            "seats": [self.seat(seat) for seat in member.public_seats],
        }

    def group(self, group):
        return {
            **self._common(group),
            **_columns(group, "name acronym kind founded ended founding_basis mandate"),
            "name_indonesian": group.name_ind,
            "mandate_indonesian": group.mandate_ind,
            "other_names": [name.name for name in group.names.all()],
            "parent": slug_of(group.parent),
            "seats": [self.seat(seat) for seat in group.public_seats],
            "figures": [
                _columns(f, "key label qualifier value unit period subject")
                for f in group.figures.all()
            ],
        }

    def meeting(self, meeting):
        return {
            **self._common(meeting),
            **_columns(
                meeting,
                "title kind number series dates city format summary outcome attendance",
            ),
            "title_indonesian": meeting.title_ind,
            "summary_indonesian": meeting.summary_ind,
            "group": self.ref(meeting.group),
            "host": slug_of(meeting.host),
            "attendances": [
                {
                    "member": self.ref(a.member),
                    "person": a.person.name if a.person else "",
                    **_columns(a, "capacity note"),
                }
                for a in meeting.attendances.all()
            ],
        }

    def milestone(self, milestone):
        return {
            **self._common(milestone),
            **_columns(milestone, "title date summary"),
            "title_indonesian": milestone.title_ind,
            "group": slug_of(milestone.group),
        }

    def publication(self, publication):
        return {
            **self._common(publication),
            **_columns(
                publication,
                "title title_origin kind issued publisher abstract rights original_url",
            ),
            "original_url_leads_to": publication.leads_to,
            "abstract_indonesian": publication.abstract_ind,
            "languages": publication.languages.split(),
            "contributors": [
                _columns(c, "role organisation family given")
                for c in publication.contributors.all()
            ],
            "topics": [topic.slug for topic in publication.topics.all()],
            "members": [member.slug for member in publication.members.all()],
            "group": slug_of(publication.group),
            "meeting": slug_of(publication.meeting),
            "identifiers": {i.scheme: i.value for i in publication.identifiers.all()},
            "files": [self.file(file) for file in publication.open_files],
        }

    def file(self, file):
        return {
            **_columns(file, "name language page_count"),
            "url": self.absolute(file.get_absolute_url()),
            "text_url": self.absolute(file.text_url),
        }

    def source(self, source):
        return {
            **self._common(source),
            **_columns(source, "title kind publisher date seen_on description"),
            "original_url": source.url,
            "claim_count": source.claim_count,
        }

    def topic(self, topic):
        return {
            **self._common(topic),
            **_columns(topic, "label scope"),
            "label_indonesian": topic.label_ind,
            "synonyms": [name.name for name in topic.names.all()],
            "broader": slug_of(topic.broader),
        }

    def hit(self, row):
        page = row.excerpt.page
        return {
            **_columns(row, "key kind title score"),
            "slug": row.record.slug,
            "url": self.absolute(row.url),
            "snippet": " … ".join(filter(None, [row.excerpt.html, row.excerpt.reason])),
            "page": page,
            "page_url": self.absolute(f"{row.excerpt.file}#page={page}")
            if page
            else None,
        }

    def claim(self, claim):
        return {
            "record": self.ref(claim.record),
            "statement": claim.field,
            "part": f"{claim.fact_type.model} {claim.fact_id}" if claim.fact_id else "",
            "source": self.ref(claim.source),
            **_columns(claim, "value reading locator rank reason"),
        }


def slug_of(record):
    """The slug of a record that another one names, where anybody may see it."""
    return record.slug if if_public(record) else None


def _columns(record, names):
    return {name: getattr(record, name) for name in names.split()}
