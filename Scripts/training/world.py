"""References as other countries and fields write them: GOST, GB/T 7714, ABNT, humanities in French, Italian and German,
Korean journals, books of organizations, papers numbered by year.

The same facts and the same seed give the same references.  Standard library only.
"""
from styles import Styles, Writer, initials

# Bodies that publish under their own name.
ORGANIZATIONS = """World Health Organization|International Organization for Standardization|European Commission|European Medicines Agency|
Food and Agriculture Organization of the United Nations|United Nations|UNESCO|World Bank|International Monetary Fund|OECD|
National Institute for Health and Care Excellence|National Institutes of Health|Centers for Disease Control and Prevention|
U.S. Food and Drug Administration|US Department of Agriculture|U.S. Department of Energy|U.S. Census Bureau|American Cancer Society|
American Psychiatric Association|American Psychological Association|American Diabetes Association|American Academy of Pediatrics|
American Society for Testing and Materials|American Educational Research Association|National Research Council|
National Academies of Sciences, Engineering, and Medicine|Intergovernmental Panel on Climate Change|International Energy Agency|
International Union for Conservation of Nature|Australian Bureau of Statistics|Statistics Canada|Office for National Statistics|
Department of Health|Department for Education|Ministry of Health|Ministry of Education|Royal College of Physicians|Cochrane Collaboration|
R Core Team|R Development Core Team|Eurostat|European Environment Agency|Environmental Protection Agency|Institute of Medicine|
Robert Koch-Institut|Statistisches Bundesamt|Instituto Brasileiro de Geografia e Estatística|Institut national de la statistique|
Pan American Health Organization|International Labour Organization|Joint Committee for Guides in Metrology|World Medical Association|
Commission of the European Communities|National Center for Health Statistics|Health Canada|Public Health England|UNICEF|UNAIDS|Amnesty International|
Human Rights Watch|Pew Research Center|Transparency International|International Committee of Medical Journal Editors""".replace("\n", "").split("|")

TOPICS = """report|guidelines|statistics|a manual|policy brief|global status report|annual report|recommendations|strategy|standards|review of the evidence|
country profiles|action plan|technical note|fact sheet|handbook|survey of households|position statement|consensus statement""".replace("\n", "").split("|")

# Words of titles, to be put together; and journals' names, which are facts.
RUSSIAN_LEADS = """О свойствах|Исследование|Анализ|К вопросу о|Методы|Моделирование|Особенности|Влияние температуры на|Развитие|Оценка|Проблемы|
Динамика|Структура|История|Современное состояние|Определение|Численное решение|Роль|Теория|Применение""".replace("\n", "").split("|")
RUSSIAN_THINGS = """нелинейных систем|земной коры|русского языка|тонких плёнок|озера Байкал|почвенного покрова|городского населения|сплавов алюминия|
квантовых точек|лесных экосистем|нервной системы|дифференциальных уравнений|народных сказок|высшего образования|железных руд|
магнитного поля|региональной экономики|органических соединений|литературы XIX века|речного стока|данных наблюдений""".replace("\n", "").split("|")
RUSSIAN_ENDS = """|| в условиях Сибири| на основе данных наблюдений| при низких температурах| и их применение|: опыт анализа| в России| северных районов""".split("|")
RUSSIAN_JOURNALS = """Журнал экспериментальной и теоретической физики|Вестник Московского университета|Успехи физических наук|Доклады Академии наук|
Вопросы языкознания|Геология и геофизика|Почвоведение|Экология|Вопросы философии|Физика твердого тела|Журнал технической физики|
Известия РАН. Серия географическая|Математические заметки|Вопросы истории|Водные ресурсы|Лесоведение|Биохимия|Автоматика и телемеханика|
Зоологический журнал|Социологические исследования|Терапевтический архив|Химия природных соединений""".replace("\n", "").split("|")
RUSSIAN_FAMILIES = """Иванов|Петрова|Смирнов|Кузнецова|Соколов|Попова|Лебедев|Новикова|Морозов|Волкова|Зайцев|Павлова|Семёнов|Голубева|Виноградов|
Богданова|Воробьёв|Фёдорова|Михайлов|Беляева|Тарасов|Белова|Комаров|Орлова|Киселёв|Макарова|Андреев|Ковалёва""".replace("\n", "").split("|")
RUSSIAN_PLACES = ["М.", "СПб.", "Москва", "Новосибирск", "Л.", "Казань", "Томск", "Екатеринбург"]
RUSSIAN_PUBLISHERS = ["Наука", "Мир", "Изд-во МГУ", "Просвещение", "Физматлит", "Высшая школа", "Недра", "Академия"]

CHINESE_FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
CHINESE_GIVENS = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文建国红梅"
CHINESE_LEADS = "基于遥感的|我国|深度学习在|城市|气候变化对|农村|大型|中国古代|新型|高压下".split("|")
CHINESE_THINGS = "土地利用变化|水资源管理|图像识别|碳排放|教育公平|桥梁结构|诗歌传统|半导体材料|地震预测|企业创新|生态系统|老年人健康".split("|")
CHINESE_ENDS = "研究|分析|的影响因素|综述|及其应用|评价|模型|的演变|机制探讨|中的应用".split("|")
CHINESE_JOURNALS = "地理学报|科学通报|中国社会科学|物理学报|生态学报|教育研究|管理世界|经济研究|中华医学杂志|土木工程学报|计算机学报|化学学报|法学评论|文学评论|中国农业科学".split("|")
CHINESE_PLACES = ["北京", "上海", "武汉", "南京", "广州", "成都"]
CHINESE_PUBLISHERS = ["科学出版社", "高等教育出版社", "中华书局", "人民出版社", "商务印书馆", "清华大学出版社"]

KOREAN_FAMILIES = "김이박최정강조윤장임한오서신권황안송류홍"
KOREAN_GIVENS = "민준서연지우현수영진성호은주태윤하경미혜정동원재석"
KOREAN_LEADS = "대학생의|지역|한국|초등학생의|기업의|노인의|도시|청소년의|온라인|스마트".split("|")
KOREAN_THINGS = "자기효능감|삶의 질|학업 성취|직무 만족|사회적 지지|환경 인식|소비 행동|문화 정책|에너지 사용|언어 발달".split("|")
KOREAN_ENDS = "에 관한 연구|의 관계 분석|에 미치는 영향|의 효과|을 중심으로|의 변화와 전망".split("|")
KOREAN_JOURNALS = "한국교육학연구|대한간호학회지|한국사회학|한국콘텐츠학회논문지|한국통계학회논문집|대한지리학회지|한국환경과학회지|정보과학회논문지|미래유아교육학회지".split("|")

ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIV XXVIII XXX XXXV XL LII LXIV".split()


class WorldStyles(Styles):
    def russian_names(self):
        letters = "АБВГДЕИКЛМНОПРСТФ"
        return [
            (self.pick(RUSSIAN_FAMILIES), f"{self.pick(letters)}. {self.pick(letters)}.") for _ in range(1 + self.random.randrange(4))
        ]

    def composed(self, *parts):
        return "".join(self.pick(part) for part in parts)

    def gost(self):
        """GOST R 7.0.5: two strokes between the title and what it stands in."""
        w, n = Writer(), self.numbers()
        is_russian = self.chance(0.6)
        if is_russian:
            names = self.russian_names()
            title = self.pick(RUSSIAN_LEADS) + " " + self.pick(RUSSIAN_THINGS) + self.pick(RUSSIAN_ENDS)
            journal, volume, issue, page = self.pick(RUSSIAN_JOURNALS), self.pick(["Т. ", "Т.", "Вып. "]), "№ ", self.pick(["С. ", "С."])
        else:
            names = [(f, initials(g)) for f, g in self.names(1 + self.random.randrange(4))]
            title, journal = self.pick(self.facts.titles), self.journal()
            volume, issue, page = self.pick(["Vol. ", "V. "]), self.pick(["No. ", "№ ", "N "]), self.pick(["P. ", "Pp. "])
        comma = self.pick(["", ","])
        form = self.random.randrange(4)
        if form == 3 and is_russian:
            w.add(", ".join(f"{f} {g}" for f, g in names), "author").add(" ").add(title, "title").add(". ")
            w.add(self.pick(RUSSIAN_PLACES), "place").add(": ").add(self.pick(RUSSIAN_PUBLISHERS), "publisher").add(", ")
            w.add(n["year"], "date").add(". " + n["volume"] + " с.")
            return w
        w.add(", ".join(f"{f}{comma} {g}" for f, g in names), "author").add(" ").add(title, "title")
        w.add(self.pick([" // ", " // ", " / " + names[0][1] + " " + names[0][0] + " // "])).add(journal, "journal")
        dash = self.pick([". ", ". – ", ". — ", ". - "])
        w.add(dash).add(n["year"], "date").add(dash).add(volume).add(n["volume"], "volume")
        if self.chance(0.6):
            w.add(self.pick([", ", dash])).add(issue).add(n["issue"], "issue")
        w.add(dash).add(page).add(self.span(n["pages"]), "pages").add(".")
        return w

    def chinese_names(self):
        return [
            self.pick(CHINESE_FAMILIES) + "".join(self.pick(CHINESE_GIVENS) for _ in range(1 + self.random.randrange(2)))
            for _ in range(1 + self.random.randrange(4))
        ]

    def national_chinese(self):
        """GB/T 7714: the kind of the source stands in brackets behind its title."""
        w, n = Writer(), self.numbers()
        is_chinese = self.chance(0.5)
        comma, stop = (", ", ". ") if self.chance(0.7) or not is_chinese else ("，", "．")
        if is_chinese:
            names = self.chinese_names()
            title = self.composed(CHINESE_LEADS, CHINESE_THINGS, CHINESE_ENDS)
            journal = self.pick(CHINESE_JOURNALS)
            more = comma + "等"
        else:
            upper = self.chance(0.5)
            names = [(f.upper() if upper else f) + " " + initials(g, False) for f, g in self.names()]
            title, journal, more = self.pick(self.facts.titles), self.journal(), ", et al"
        w.add(comma.join(names[:3]) + (more if len(names) > 3 else ""), "author").add(stop).add(title, "title")
        kind = self.random.random()
        if kind < 0.7:
            w.add(self.pick(["[J]", "[J]", " [J]", "[J/OL]"])).add(stop).add(journal, "journal").add(comma).add(n["year"], "date")
            if self.chance(0.85):
                w.add(comma).add(n["volume"], "volume")
            if self.chance(0.7):
                w.add("(").add(n["issue"], "issue").add(")")
            w.add(self.pick([": ", ":"])).add(self.span(n["pages"]), "pages").add(stop.strip())
        elif kind < 0.85:
            w.add("[M]").add(stop)
            w.add(self.pick(CHINESE_PLACES) if is_chinese else self.pick(self.facts.places), "place").add(self.pick([": ", ":"]))
            w.add(self.pick(CHINESE_PUBLISHERS) if is_chinese else self.pick(self.facts.publishers), "publisher").add(comma)
            w.add(n["year"], "date").add(self.pick([stop.strip(), ": " + n["volume"] + stop.strip()]))
        elif kind < 0.93:
            w.add("[D]").add(stop)
            w.add(self.pick(CHINESE_PLACES) if is_chinese else self.pick(self.facts.places), "place").add(self.pick([": ", ":"]))
            w.add((self.pick(CHINESE_PLACES) + "大学") if is_chinese else "University of " + self.pick(self.facts.places), "publisher")
            w.add(comma).add(n["year"], "date").add(stop.strip())
        else:
            w.add(self.pick(["[C]//", "[C]// "])).add(self.pick(self.facts.parts), "bookTitle").add(stop)
            w.add(self.pick(self.facts.places), "place").add(": ").add(self.pick(self.facts.publishers), "publisher").add(", ")
            w.add(n["year"], "date").add(": ").add(self.span(n["pages"]), "pages").add(".")
        return w

    def korean(self):
        w, n = Writer(), self.numbers()
        names = [
            self.pick(KOREAN_FAMILIES) + self.pick(KOREAN_GIVENS) + self.pick(KOREAN_GIVENS) for _ in range(1 + self.random.randrange(4))
        ]
        title = self.pick(KOREAN_LEADS) + " " + self.pick(KOREAN_THINGS) + self.pick(KOREAN_ENDS)
        journal = self.pick(KOREAN_JOURNALS)
        w.add(", ".join(names), "author")
        if self.chance(0.5):
            quote = self.pick(["''", '""', "“”", "‘’"])
            w.add(", " + quote[0]).add(title, "title").add("," + quote[1] + " ").add(journal, "journal")
            w.add(", 제").add(n["volume"], "volume").add("권, 제").add(n["issue"], "issue").add("호, pp.")
            w.add(self.span(n["pages"]), "pages").add(", ").add(n["year"], "date").add(".")
        else:
            w.add(self.pick([" (", ". ("])).add(n["year"], "leadingDate").add("). ").add(title, "title").add(". ").add(journal, "journal")
            w.add(", ").add(n["volume"], "volume").add("(").add(n["issue"], "issue").add("), ").add(self.span(n["pages"]), "pages").add(".")
        return w

    def brazilian(self):
        """ABNT NBR 6023."""
        w, n = Writer(), self.numbers()
        names = [f"{f.upper()}, {initials(g)}" for f, g in self.names(1 + self.random.randrange(4))]
        w.add("; ".join(names), "author").add(" ").add(self.pick(self.facts.titles), "title").add(". ").add(self.journal(False), "journal")
        if self.chance(0.5):
            w.add(", ").add(self.pick(self.facts.places), "place")
        w.add(", v. ").add(n["volume"], "volume")
        if self.chance(0.8):
            w.add(", n. ").add(n["issue"], "issue")
        w.add(", p. ").add(self.span(n["pages"]), "pages").add(", ")
        w.add(self.pick(["", "", "jan. ", "jul./dez. ", "set. "]) + n["year"], "date").add(".")
        return w

    def french(self):
        w, n = Writer(), self.numbers()
        names = self.names(1 + self.random.randrange(2))
        form = self.pick([lambda f, g: f"{f}, {initials(g)}", lambda f, g: f"{f} {g}", lambda f, g: f"{initials(g)} {f}", lambda f, g: f"{f.upper()} {g}"])
        w.add(self.pick([", ", " et "]).join(form(f, g) for f, g in names), "author").add(self.pick([", ", ". "]))
        space = self.pick(["\u00a0", " ", ""])
        w.add("«" + space).add(self.pick(self.facts.titles), "title").add(space + "», ").add(self.journal(False), "journal").add(", ")
        w.add(self.pick(["t. ", "vol. ", "t.\u00a0", "tome "])).add(self.pick([n["volume"], self.pick(ROMAN)]), "volume").add(", ")
        if self.chance(0.6):
            w.add(self.pick(["n° ", "n°\u00a0", "no ", "fasc. "])).add(n["issue"], "issue").add(", ")
        w.add(n["year"], "date").add(self.pick([", p. ", ", pp. ", ", p.\u00a0"])).add(self.span(n["pages"]), "pages").add(".")
        return w

    def italian(self):
        w, n = Writer(), self.numbers()
        names = self.names(1 + self.random.randrange(2))
        form = self.pick([lambda f, g: f"{initials(g)} {f}", lambda f, g: f"{f} {initials(g)}", lambda f, g: f"{f.upper()} {initials(g)}"])
        w.add(self.pick([", ", " - "]).join(form(f, g) for f, g in names), "author").add(", ").add(self.pick(self.facts.titles), "title")
        w.add(self.pick([", «", ", in «", ", “", ", in "]))
        close = {"«": "»", "“": "”"}.get(w.letters[-1][0], "")
        w.add(self.journal(False), "journal").add(close + ", ").add(self.pick([n["volume"], self.pick(ROMAN)]), "volume")
        if self.chance(0.4):
            w.add(self.pick([", ", "/"])).add(n["issue"], "issue")
        w.add(self.pick([" (", ", "]))
        is_bracketed = w.letters[-1][0] == "("
        w.add(n["year"], "date").add("), pp. " if is_bracketed else ", pp. ").add(self.span(n["pages"]), "pages").add(".")
        return w

    def german(self):
        w, n = Writer(), self.numbers()
        names = self.names(1 + self.random.randrange(3))
        form = self.pick([lambda f, g: f"{f}, {g}", lambda f, g: f"{f}, {initials(g)}", lambda f, g: f"{g} {f}"])
        w.add(self.pick([" / ", "; ", ", ", "/"]).join(form(f, g) for f, g in names), "author")
        is_led = self.chance(0.3)
        w.add(self.pick([" ("])).add(n["year"], "leadingDate").add("): ") if is_led else w.add(self.pick([": ", ", "]))
        w.add(self.pick(self.facts.titles), "title").add(self.pick([". In: ", ", in: ", ". In "])).add(self.journal(False), "journal")
        w.add(self.pick([" ", ", Bd. ", ", Jg. ", " Bd. ", ", "])).add(n["volume"], "volume")
        if not is_led:
            w.add(" (").add(n["year"], "date").add(")")
        if self.chance(0.6):
            w.add(self.pick([", H. ", ", Heft ", ", Nr. ", "/"])).add(n["issue"], "issue")
        w.add(self.pick([", S. ", ", ", ": ", ", S.\u00a0"])).add(self.span(n["pages"]), "pages").add(".")
        return w

    def organization(self):
        """A report or a book of a body, Vancouver, APA or Harvard."""
        w, n, body = Writer(), self.numbers(), self.pick(ORGANIZATIONS)
        title = self.pick([self.pick(self.facts.books), self.pick(self.facts.titles).split(":")[0] + ": " + self.pick(TOPICS)])
        publisher = self.pick([body, body, self.pick(self.facts.publishers)])
        place = self.pick(self.facts.places + ["Geneva", "Geneva", "Paris", "Washington, DC", "London", "Brussels"])
        address = "https://www.%s.%s/%s" % (self.pick(["who", "example", "gov", "europa"]), self.pick(["int", "org", "eu", "gov"]), "publications"[: self.random.randrange(4, 12)])
        form = self.random.randrange(4)
        if form == 0:
            w.add(body, "author").add(". ").add(title, "title").add(". ").add(place, "place").add(": ").add(publisher, "publisher")
            w.add("; ").add(n["year"], "date").add(".")
        elif form == 1:
            w.add(body, "author").add(self.pick([" (", ". ("])).add(n["year"], "leadingDate").add("). ").add(title, "title").add(". ")
            if self.chance(0.6):
                w.add(place, "place").add(": ").add(publisher, "publisher").add(". ")
            else:
                w.add(address)
        elif form == 2:
            w.add(body, "author").add(", ").add(n["year"], "leadingDate").add(". ").add(title, "title").add(". ").add(publisher, "publisher")
            w.add(", ").add(place, "place").add(".")
        else:
            w.add(body, "author").add(". ").add(title, "title").add(self.pick([". ", ", "])).add(n["year"], "date").add(". ")
            w.add(self.pick(["Available from: ", "Available at: ", "URL ", ""]) + address)
            w.add(self.pick([" [accessed 12 Mar 2023]", " (accessed 3 May 2021)", ". Accessed June 5, 2020.", ""]))
        return w

    def by_year(self):
        """Where the year is the volume: "2017:5998-6008", and journals without volume."""
        w, n = Writer(), self.numbers()
        form = self.random.randrange(3)
        if form == 0:
            self.listed(w, self.names(), "vancouver", etal=3 if self.chance(0.5) else None)
            w.add(". ").add(self.pick(self.facts.titles), "title").add(self.pick([". ", ". In: "]))
            w.add(self.pick(self.facts.parts), "bookTitle") if w.letters[-2][0] == ":" else w.add(self.journal(True), "journal")
            w.add(self.pick([". ", " "])).add(n["year"], "date").add(self.pick([":", ": ", ";:", ", "])).add(self.span(n["pages"]), "pages").add(".")
        elif form == 1:
            self.listed(w, self.names(), self.pick(["first", "tightfirst"]), last=self.pick([", ", " and "]))
            w.add(", ").add(self.journal(True), "journal").add(self.pick([", ", " "])).add(n["pages"][0], "pages")
            w.add(" (").add(n["year"], "date").add(").")
        else:
            self.listed(w, self.names(), "inverted", last="; ", join="; ")
            w.add(" ").add(self.journal(True), "journal").add(" ").add(n["year"], "date").add(", ").add(self.span(n["pages"]), "pages").add(".")
        return w

    def reference(self):
        kind = self.pick([
            self.gost, self.gost, self.national_chinese, self.national_chinese, self.korean, self.brazilian, self.french, self.italian,
            self.german, self.organization, self.organization, self.by_year, self.by_year,
        ])
        return self.damage(kind()).spans()
