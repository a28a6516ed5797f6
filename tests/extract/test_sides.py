"""The two sides of a relation: who acts and what is acted on, in sentences where the nearest name is the wrong one."""

from __future__ import annotations

import pytest
from scoring import said

ACCORD = "La France a présenté l'accord de Genève. L'accord de Genève est ouvert à tous. "


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # a frame that holds whatever the verb
        ("Le Bénin a restauré ses ports avec l'appui de la Banque mondiale.", ("Banque mondiale", "assists", "Bénin")),
        ("Paul Biya a pesté au nom du Groupe des 77.", ("Paul Biya", "represents", "Groupe des 77")),
        # sums, and what they are paid into
        ("Rabat versera 6 millions d'euros au programme Horizon.", ("Maroc", "funds", "programme Horizon")),
        ("Le Fonds vert a été créé. Le Brésil y a placé 3 millions d'euros.", ("Brésil", "funds", "Fonds vert")),
        ("Le Fonds vert ambitionne de réunir 3 millions d'euros.", ("Fonds vert", "amount", "3000000 EUR")),
        ("Le coût du programme Horizon est évalué à 3 millions d'euros.", ("programme Horizon", "amount", "3000000 EUR")),
        # a second post, one given, a title word inside a name
        ("Ali Sow, président du Mali et président en exercice de l'UEMOA, a parlé.", ("Ali Sow", "holdsPosition", "président en exercice de l'UEMOA")),
        ("Il a vu Ali Sow, élu en mai à Dakar président de l'UEMOA.", ("Ali Sow", "holdsPosition", "président de l'UEMOA")),
        ("Après l'échange, auquel assistait Ali Sow, ministre du Plan, le Mali et l'UEMOA ont signé un accord.", ("Mali", "signs", "accord")),
        ("Le Forum s'est tenu à Dakar. Le Salon s'est tenu dans la même ville.", ("Salon", "heldIn", "Dakar")),
        ("La session s'est déroulée à la villa Doria Pamphili.", ("session", "heldIn", "villa Doria Pamphili")),
        # surnames with particles, posts shared out, lists behind a colon, mediators
        ("Mme von der Leyen a rencontré M. Ali Sow.", ("von der Leyen", "meets", "Ali Sow")),
        ("Ana Gil et Eva Paz, représentantes permanentes de Madrid et de Lima, ont parlé.", ("Eva Paz", "holdsPosition", "représentante permanente de Lima")),
        ("Trois pays rejoignent l'OIF : l'Angola, le Chili et la Sarre.", ("Chili", "joins", "Organisation internationale de la Francophonie")),
        ("Sous la médiation du Qatar, le Tchad et la rébellion ont signé un accord.", ("Qatar", "facilitates", "accord")),
        ("Le Fonds vert sera hébergé par la Banque mondiale.", ("Banque mondiale", "hosts", "Fonds vert")),
        # long sides between a noun and its object
        (
            "Il assistait à la signature par la Congolaise Thérèse Kayikwamba et le Rwandais Olivier Nduhungirehe d'un accord de paix.",
            ("Olivier Nduhungirehe", "signs", "accord de paix"),
        ),
        # a title whose place the name follows at once; a surname that is a state's too
        ("Le Président de la République française Jean Hollande a signé l'accord.", ("Jean Hollande", "holdsPosition", "Président de la République française")),
        ("Le Ministre des Affaires étrangères et africaines Ali Sy est venu.", ("Ali Sy", "holdsPosition", "Ministre des Affaires étrangères et africaines")),
        ("La directrice de l'Alliance pour l'eau Amina Kone a signé.", ("Amina Kone", "holdsPosition", "directrice de l'Alliance pour l'eau")),
        # a capital in the words of a preposition
        ("En visite d'État au Kenya, Patrice Talon a plaidé pour la paix.", ("Patrice Talon", "visits", "Kenya")),
        # people listed with what is said of each between commas; an office told by its English letters
        ("Jean Kone, numéro deux de la Banque du Chili, et Marie Diop, maire de Lomé, ont signé un accord.", ("Jean Kone", "signs", "accord")),
        ("Jean Kone, CTO de la Banque du Chili, et Marie Diop, maire de Lomé, CEO Bénin, ont signé un accord.", ("Jean Kone", "signs", "accord")),
        ("Jean Kone, CTO de la Banque du Chili, et Marie Diop, maire de Lomé, CEO Bénin, ont signé un accord.", ("Jean Kone", "holdsPosition", "CTO de la Banque du Chili")),
        ("Jean Kone, CTO de la Banque du Chili, et Marie Diop, maire de Lomé, CEO Bénin, ont signé un accord.", ("Marie Diop", "holdsPosition", "CEO Bénin")),
        # « Son Excellence » in short; the one president named is the head of state
        ("L'Ambassadeur de France au Togo, S.E.M. Jean Kone, a signé.", ("Jean Kone", "holdsPosition", "Ambassadeur de France au Togo")),
        ("Le Président Jean Kone a reçu le Pape. Le chef de l'Etat a signé l'accord.", ("Jean Kone", "signs", "accord")),
        # « Centre d'études »; a state's gender where its article does not tell; « s'est tenue » says nothing
        ("L'OIF renouvelle son partenariat avec le Centre africain d'études sur l'eau.", ("Organisation internationale de la Francophonie", "partnersWith", "Centre africain d'études sur l'eau")),
        ("L'Irak et l'Union européenne sont venus. L'Arménie aidera le Togo. Elle signera l'accord.", ("Arménie", "signs", "accord")),
        ("Jean Kone est venu. La réunion de l'UNESCO, qui s'est tenue lundi, « ne peut échouer », a-t-il dit.", ("Jean Kone", "says", "La réunion de l'UNESCO, qui s'est tenue lundi, \" ne peut échouer")),
        # a noun in a relative opened by « dont », or with a possessive
        ("La commission, dont le Kenya assure la présidence, siégera en août.", ("Kenya", "chairs", "commission")),
        (ACCORD + "Le Chili et la Chine comptent parmi ses signataires.", ("Chine", "signs", "accord de Genève")),
        # « que » after the year that closes a name
        ("On cite le traité de 1977, que le Chili a signé.", ("Chili", "signs", "traité de 1977")),
        # the parties of an accord are partners; those who sign for them are not
        ("Le ministre chilien Luc Bon et le directeur de l'UNESCO, Ali Sy, ont signé un accord.", ("Chili", "partnersWith", "UNESCO")),
        # signatures counted off
        ("Le traité compte huit paraphes, dont ceux du Chili et du Pérou.", ("Pérou", "signs", "traité")),
        # a subject after its verb in a relative
        ("Le Togo a créé un comité que coprésidaient le Chili et le Pérou.", ("Pérou", "coChairs", "comité")),
        # « été » after an article is a season
        ("Le Groupe d'experts doit publier avant l'été son rapport.", ("rapport", "producedBy", "Groupe d'experts")),
        # « à laquelle », « que » are sides of the infinitive that closes the relative
        ("Le Togo salue la Coalition pour l'eau, à laquelle le Bénin souhaite adhérer.", ("Bénin", "joins", "Coalition pour l'eau")),
        ("La charte que le Chili souhaite signer est prête.", ("Chili", "signs", "charte")),
        # one more, told with « ainsi que » or « en même temps que »
        ("Le Chili ainsi que le Pérou ont signé l'accord.", ("Pérou", "signs", "accord")),
        ("Le Chili a signé l'accord en même temps que le Pérou.", ("Pérou", "signs", "accord")),
        # the city that closes a university's name, the body in a convention's, the summit of a body
        ("L'Université Cheikh Kone de Lomé recrute.", ("Université Cheikh Kone de Lomé", "locatedIn", "Lomé")),
        ("Le Chili a ratifié la Convention du Conseil de l'Europe sur le sport.", ("Convention du Conseil de l'Europe sur le sport", "producedBy", "Conseil de l'Europe")),
        ("Le XIXe Sommet de la Francophonie s'est ouvert.", ("XIXe Sommet de la Francophonie", "partOf", "Organisation internationale de la Francophonie")),
        # members counted
        ("La Ligue arabe, forte de vingt-deux membres, siège au Caire.", ("vingt-deux membres", "memberOf", "Ligue arabe")),
        # an aside that tells who says it, between a subject and its verb
        ("La Gambie, a-t-il ajouté, souhaite accueillir le sommet de Dakar.", ("Gambie", "hosts", "sommet de Dakar")),
        ("Le pacte, a-t-elle noté, prolonge la stratégie de Dakar.", ("pacte", "follows", "stratégie de Dakar")),
        ("Le Ghana, a dit le ministre Luc Bon, aidera le Togo.", ("Ghana", "assists", "Togo")),
        # two titles of one person
        ("La directrice de l'UNESCO, la Chilienne Ada Sole, a signé l'accord.", ("Ada Sole", "holdsPosition", "directrice de l'UNESCO")),
        ("Le président du Sénat, le député chilien Luc Bon, a voté.", ("Luc Bon", "holdsPosition", "président du Sénat")),
        # whose birth is supported
        ("Le Togo a apporté son soutien à la création d'un fonds.", ("Togo", "endorses", "fonds")),
        # an edition is held, not what it is an edition of
        ("La 16e édition de la Conférence du Caire, qui se déroule à Cali, s'achève.", ("16e édition", "heldIn", "Cali")),
        # a second verb has its own subject
        ("Le Congo est représenté par Jean Dupont et l'Allemagne a signé l'accord.", ("Allemagne", "signs", "accord")),
        # where somebody is, whatever the verb
        (
            "Le sommet de Dakar s'est ouvert lundi ; le ministre Sergueï Lavrov y a défendu son plan.",
            ("Sergueï Lavrov", "participatesIn", "sommet de Dakar"),
        ),
        (
            "Au sommet de Dakar, le ministre Sergueï Lavrov a défendu son plan.",
            ("Sergueï Lavrov", "participatesIn", "sommet de Dakar"),
        ),
        # a body inside a post
        (
            "Paul Biya a été élu président de la Commission de l'Union africaine.",
            ("Commission de l'Union africaine", "partOf", "Union africaine"),
        ),
        # posts beside names
        ("L'Espagne a voté. Pedro Sánchez, son chef de gouvernement, a parlé.", ("Pedro Sánchez", "holdsPosition", "chef de gouvernement")),
        ("Hervé Magro, aujourd'hui ambassadeur de France en Turquie, a parlé.", ("Hervé Magro", "represents", "France")),
        ("Le roi a reçu Robert Dölger (Allemagne) et Vladimir Baybakov (Russie).", ("Vladimir Baybakov", "represents", "Russie")),
        # who is glad of a deed tells of the deed
        (
            "La France se félicite de la conclusion, le 15 novembre à Doha, d'un accord de paix entre le Rwanda et le Burundi.",
            ("Burundi", "signs", "accord de paix"),
        ),
        # whom a task falls to, before or in a relative
        ("Il reviendra à l'Inde d'accueillir le sommet de Dakar.", ("Inde", "hosts", "sommet de Dakar")),
        ("L'Inde, à qui échoira l'organisation du sommet de Dakar, est prête.", ("Inde", "hosts", "sommet de Dakar")),
        # a gerund is said of the subject, whatever noun it follows
        ("Le Niger a lancé un processus en accueillant à Niamey un sommet.", ("Niger", "hosts", "sommet")),
        ("La Suède soutient ce programme en hébergeant un centre.", ("Suède", "hosts", "centre")),
        # « y » is the text just told of, and no « lettre morte »
        (
            "Le traité ne doit pas rester lettre morte, dit la Suisse. Le Chili souhaite y adhérer.",
            ("Chili", "joins", "traité"),
        ),
        # a conference of one kind is not the one named next
        (
            "Le rapport a été dévoilé lors d'une conférence nationale. La Conférence générale l'a salué.",
            ("rapport", "producedBy", "conférence nationale"),
        ),
        (
            "Le Togo a signé l'accord lors d'un forum continental. Le Forum de Lomé suivra.",
            ("Togo", "participatesIn", "forum continental"),
        ),
        (
            "Une conférence intergouvernementale a adopté le traité. La Conférence des Parties siégera à Lima.",
            ("conférence intergouvernementale", "adopts", "traité"),
        ),
        # « le premier » told of one thing is that thing
        ("L'OMS a publié un rapport sur l'eau, le premier du genre. Le document a été rédigé par l'OMM.", ("Organisation météorologique mondiale", "drafts", "rapport sur l'eau")),
        ("Le sommet de Dakar s'achève. C'était le premier. Luc Bon y a parlé.", ("Luc Bon", "participatesIn", "sommet de Dakar")),
        ("La Suisse a adopté une loi sur l'eau, la première d'Europe.", ("Suisse", "adopts", "loi sur l'eau")),
        # a state without article closes a foreign name; three capitals in a row are no one's surname
        ("Le sommet Invest Ghana s'ouvre à Accra.", ("sommet Invest Ghana", "heldIn", "Accra")),
        ("La Suède organise le forum Meet Sweden Chili.", ("Suède", "hosts", "forum Meet Sweden Chili")),
        ("Le sommet Build Togo se tient à Lomé.", ("sommet Build Togo", "heldIn", "Lomé")),
        # « en »: what the same sentence tells before a colon
        ("L'OMS compte 190 membres : le Togo en est devenu membre.", ("Togo", "joins", "Organisation mondiale de la santé")),
        ("Le Club de Lima s'élargit ; le Pérou en est devenu membre.", ("Pérou", "joins", "Club de Lima")),
        ("L'Union africaine s'étend : Malte en est devenue membre.", ("Malte", "joins", "Union africaine")),
        # an envoy of a head of state speaks for the state
        ("Ali Sow, envoyé spécial du chef de l'État togolais, a parlé.", ("Ali Sow", "represents", "Togo")),
        ("Ada Sole, représentante du chef de l'État malien, est venue.", ("Ada Sole", "represents", "Mali")),
        ("Luc Bon, émissaire du chef de l'État gabonais, a parlé.", ("Luc Bon", "represents", "Gabon")),
        # the session of a body, whatever the body is called
        ("La première réunion de la commission bilatérale s'ouvre.", ("première réunion de la commission bilatérale", "partOf", "commission bilatérale")),
        # a deposit of instruments ratifies what the text is about
        (ACCORD + "Le Chili a déposé ses instruments de ratification.", ("Chili", "ratifies", "accord de Genève")),
    ],
)  # fmt: skip
def test_read(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in said(text), said(text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # an object pronoun is the object; a semicolon ends the search
        ("Le Chili et la Chine l'ont appuyé ; le Danemark a voté contre.", ("Chine", "assists", "Danemark")),
        # what follows the verb of such a relative is its subject
        ("Le sommet auquel assistaient le Japon et la Corée du Sud est clos.", ("Japon", "assists", "Corée du Sud")),
        # « à » is said again before each place
        ("Au sommet, achevé à Dakar, Guam et les Samoa ont adhéré au pacte.", ("sommet", "heldIn", "Samoa")),
        # a present participle is said of the noun before it
        ("Le texte instituant le Fonds vert a reçu l'appui du Chili.", ("Chili", "launches", "Fonds vert")),
        # speech is not attendance
        (
            "La décision a été prise lors de la session de Dakar, a fait savoir le ministre Paul Biya.",
            ("Paul Biya", "participatesIn", "session de Dakar"),
        ),
        ("Le Chili a déposé ses instruments de ratification.", ("Chili", "sponsors", "instruments de ratification")),
        ("Le Ghana, a dit le ministre Luc Bon, aidera le Togo.", ("Luc Bon", "assists", "Togo")),
        (
            "Le président du Sénat, le député Luc Bon, et la ministre Zoé Karl ont voté.",
            ("Luc Bon", "holdsPosition", "président du Sénat"),
        ),
        ("Le Togo a apporté son soutien à la création d'un fonds.", ("Togo", "launches", "fonds")),
        ("Un institut a vu le jour au siège de la Ligue.", ("institut", "locatedIn", "siège de la Ligue")),
        # a clause of comparison names no second signer; « de travail » no topic; an own object leaves « que » to its verb
        ("Le Chili a signé l'accord, ainsi que le Pérou l'a rappelé.", ("Pérou", "signs", "accord")),
        ("Le groupe de travail se réunit.", ("groupe de travail", "about", "travail")),
        ("L'Agence de l'eau a signé un accord.", ("Agence de l'eau", "about", "eau")),
        (
            "L'Union internationale des télécommunications a salué le texte.",
            ("Union internationale des télécommunications", "about", "télécommunications"),
        ),
        ("Les experts que le Chili a priés de signer l'accord sont partis.", ("Chili", "signs", "experts")),
        ("La Charte des Nations unies a été invoquée.", ("Charte des Nations unies", "producedBy", "Nations unies")),
        ("Le Soudan et le Tchad ont signé un accord de paix.", ("Soudan", "partnersWith", "Tchad")),
        ("Le Niger a lancé un processus en accueillant à Niamey un sommet.", ("processus", "hosts", "sommet")),
        # a common noun without article is no whole
        ("Le Conseil d'association siège à Tunis.", ("Conseil d'association", "partOf", "association")),
        ("Le Togo lance un réseau de laboratoires.", ("réseau de laboratoires", "partOf", "laboratoires")),
        ("La conférence d'instituts s'ouvre.", ("conférence d'instituts", "partOf", "instituts")),
        # « leurs travaux », « son département » are no parts of the body spoken of
        ("L'UNESCO et l'OMS siègent. Elles ont fini leurs travaux.", ("travaux", "partOf", "UNESCO")),
        ("L'UNESCO salue la ministre. Son département est prêt.", ("département", "partOf", "UNESCO")),
        # those who are asked, told by what they did, did not ask
        (
            "Elle a invité les signataires du traité de Lima à agir. Ada Sole, elle, part.",
            ("Ada Sole", "signs", "traité de Lima"),
        ),
        ("Luc Bon salue les signataires du traité de Lima.", ("Luc Bon", "signs", "traité de Lima")),
        ("Le Togo a prié les membres de l'Union africaine d'agir.", ("Togo", "memberOf", "Union africaine")),
        (
            "Ali Sow, président de l'Ocean Affairs Authority, a parlé.",
            ("Authority", "holdsPosition", "président de l'Ocean Affairs"),
        ),
        ("Le directeur du Blue Water Trust a parlé.", ("Trust", "holdsPosition", "directeur du Blue Water")),
        ("La cheffe du Green Growth Office a voté.", ("Office", "holdsPosition", "cheffe du Green Growth")),
        # a participle right after its noun has no complement before it
        ("Le Chili travaille à Lima au sein d'un partenariat intégré.", ("Chili", "joins", "partenariat")),
        ("À Lima, dans une alliance réintégrée, le Togo pèse.", ("Togo", "joins", "alliance")),
        ("Le Mali signe à Lomé un accord négocié.", ("Lomé", "heldIn", "accord")),
        # « y siégeant »: in a body; « la même ville »; a rank is no text
        (
            "Le Forum de l'eau s'ouvre en Inde, les membres de l'OMS y siégeant.",
            ("Organisation mondiale de la santé", "locatedIn", "Inde"),
        ),
        ("La conférence de Lima s'est tenue dans la même ville.", ("conférence de Lima", "heldIn", "ville")),
        ("L'accord prolonge le statut de Centre associé.", ("accord", "follows", "statut")),
        # a list is no text; what « dont » stands for is told; a noun in a relative is not of the verb above
        ("Le Kenya s'est ajouté à la liste des coauteurs.", ("Kenya", "coSponsors", "liste des coauteurs")),
        (
            "L'accord de Lima est prêt. Il vise Nord-Sud, dont Oslo souhaite devenir membre.",
            ("Norvège", "joins", "accord de Lima"),
        ),
        (
            "Les deux ministres, Ada Sole et Luc Bon, veulent nouer un pacte, qui comprendrait l'achat de blé, la formation et la création d'un fonds.",
            ("Luc Bon", "launches", "fonds"),
        ),
        # a state, not the city that stands for it, will host
        ("Berne accueillera en 2027 le sommet de l'eau.", ("sommet de l'eau", "heldIn", "Berne")),
        # talks have no day of their own and make no text
        ("Le traité a été adopté le 26 août 2025 à l'issue de pourparlers.", ("pourparlers", "date", "2025-08-26")),
        ("Le traité a été adopté à l'issue de longues négociations.", ("traité", "producedBy", "longues négociations")),
        ("Fruit de trois ans de tractations, l'accord est prêt.", ("accord", "producedBy", "tractations")),
        # « avant la Conférence, où … »: elsewhere
        (
            "Ada Sole s'est rendue à Lomé, avant la conférence de Dakar, où elle a vu Luc Bon.",
            ("Ada Sole", "participatesIn", "conférence de Dakar"),
        ),
        # who was represented was not so at a meeting to come
        (
            "Le Caire recevra en 2027 le sommet de l'eau. Le Mali était représenté par Luc Bon.",
            ("Mali", "participatesIn", "sommet de l'eau"),
        ),
        (
            "Le Chili invite le Pérou à souscrire à la Convention de Lima en 2027.",
            ("Convention de Lima", "date", "2027"),
        ),
    ],
)
def test_not_read(text: str, fact: tuple[str, str, str]) -> None:
    assert fact not in said(text)
