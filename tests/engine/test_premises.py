"""What the report does not say is refused for the right reason, however much of it the question names."""

import pytest

from kgqa.engine import Engine

# Values of another kind than is asked for, or that the question tells itself.
OTHER_KINDS = [
    "2023年地区生产总值一共是几万亿？",
    "全区去年固定资产投资做到了几百亿？",
    "2023年那起重特大安全生产事故赔了多少？",
    "2024年社会消费品零售总额打算做到多少亿元？",
    "How many billion yuan did fixed-asset investment reach in 2023?",
    "What financial loss did the grave work accidents of 2023 cause?",
    "2023年的217天优良天气里，夏天占多少天？",
    "Of the 217 days of good air in 2023, how many were in spring?",
    "What fee did the 966 enterprises pay for the credit?",
    "How much did each new charging pile cost on average in 2023?",
    "capital from outside the province 2023 growth rate",
    "2023年获评国家级老年友好型社区的有几个？",
    "2023年三季度全区新建了多少个充电桩？",
    "How many people found jobs in the first half of 2023?",
    "2023年10月整治了多少座窨井盖？",
    "How large was the district's GDP in 2023, in yuan?",
    "2023年固定资产投资占地区生产总值的比重是多少？",
    "How many manhole covers were repaired in November 2023?",
    "管城经开区2023年卖了多少辆商用车？",
    # a company is asked for, and a road is none
    "Which company repaired Chenzhuang Street, which was finished in 2023?",
    # a target for the year before, of which the report only gives the rate of completion
    "Did the key projects of the province and city spend more than was planned for 2023?",
]

REASONS = [
    # what is taken for granted
    ("2023年重特大安全生产事故的遇难者家属拿到了多少赔偿？", "false_premise"),
    ("去年咱区的规上工业增加值怎么垮下来了", "false_premise"),
    (
        "Why did value added of industry above designated size slump in 2023?",
        "false_premise",
    ),
    ("Why did Yutong sell fewer buses in 2023 than the year before?", "false_premise"),
    ("Why did the rooftop solar projects fall short of the plan in 2023?", "false_premise"),
    ("Why did Yutong sell more buses in 2023 than the year before?", "outside_period"),
    ("管城区是哪一年摘下全国守法普法示范区称号的？", "false_premise"),
    ("商都文化中心为什么还没有对外开放？", "false_premise"),
    ("塔湾古街2023年开街以后开了多少家店？", "false_premise"),
    ("去年房地产投资占比咋又涨上去了？", "false_premise"),
    ("2024年一般公共预算收入6%以上的目标，是不是定得偏高？", "false_premise"),
    ("2024年一般公共预算收入目标定为增长8%，会不会压力过大？", "false_premise"),
    ("去年那起重特大安全生产事故里伤了几个人？", "false_premise"),
    ("去年那起重特大安全生产事故出在哪个街道？", "false_premise"),
    ("2023年全区新增停车泊位达到5万个，靠的是哪些办法？", "false_premise"),
    ("2023年全区新增停车泊位达到2万个，靠的是哪些办法？", "not_stated"),
    ("2024年社会消费品零售总额增速目标只定了3%，是出于什么考虑？", "false_premise"),
    ("2024年社会消费品零售总额增速目标只定了8%以上，是出于什么考虑？", "not_stated"),
    ("为什么2024年固定资产投资增速目标从4.1%提到8%以上？", "not_stated"),
    ("为什么2024年社会消费品零售总额增速目标定得比2023年的实际增速还低？", "false_premise"),
    ("为什么2023年一般公共预算收入的实际增速比2024年的目标还低？", "false_premise"),
    ("为什么2024年一般公共预算收入增速目标定得比2023年的实际增速低？", "not_stated"),
    ("Why did Yutong sell fewer buses in 2023 than the year before?", "false_premise"),
    ("Why did the rooftop PV projects fall short of their target in 2023?", "false_premise"),
    ("塔湾古街去年开街以后接待了多少游客？", "false_premise"),
    ("金岱智慧产业园一期去年就已经投产了，用了多少工人？", "false_premise"),
    ("金岱智慧产业园一期今年已经投产了，用了多少工人？", "not_stated"),
    ("明珠路小学2023年投入使用后设了几个班？", "false_premise"),
    ("明珠路小学2024年秋季投入使用后设几个班？", "not_stated"),
    ("郑州南站已经通车了，一天发多少趟车？", "false_premise"),
    ("张华楼村被评为省级美丽乡村后，收入涨了多少？", "false_premise"),
    ("河南艾沐酒店被评为三星级之后涨价了多少？", "false_premise"),
    ("河南艾沐酒店被评为四星级之后涨价了多少？", "not_stated"),
    # names
    ("赵志远副区长去年调研体育公园三期时说了什么？", "unknown_name"),
    ("区委书记孙启明推进了哪些道路建设？", "unknown_name"),
    ("What did Deputy Director Liu Wenbin say about the sports park?", "unknown_name"),
    ("How much has SunBridge put into urban renewal in the district?", "unknown_name"),
    ("2023年新增学位9250个，这个数的出处是哪一段？", "false_premise"),
    ("How many classes does Xinghe Road Primary School (星河路小学) have?", "unknown_name"),
    ("星海路小学2024年秋季能按时开学吗？", "unknown_name"),
    ("观音寺什么时候修缮完工？", "unknown_name"),
    ("柳林镇今年改造几个老旧小区？", "unknown_name"),
    ("紫玉文创园2024年有哪些安排？", "unknown_name"),
    ("星河步行街去年进了多少商户", "unknown_name"),
    ("河南省妇幼保健院的新院区今年封顶吗？", "unknown_name"),
    ("宁德时代在咱区建的那个厂，投产了没有", "unknown_name"),
    # units
    (
        "What is the sum if we add the value of cross-border e-commerce to the new market entities?",
        "incompatible_units",
    ),
    ("2023年新通车里程折成公顷是多少？", "incompatible_units"),
    ("把土地收储的939亩换算成公里是多少？", "incompatible_units"),
    # indicators that the report never gives
    ("管城区2023年的常住人口有多少？", "not_modelled"),
    ("What was consumer price inflation in the district in 2023?", "not_modelled"),
    ("2023年全区二手房均价是多少元？", "not_modelled"),
    ("How high was the birth rate in Guancheng in 2023?", "not_modelled"),
    ("Which Gini index did the district have in 2023?", "not_modelled"),
    ("Which Smith index did the district have in 2023?", "unknown_name"),
    ("Siemens的研发中心去年搬来管城，给了多少补贴？", "unknown_name"),
    ("阳光花园小区今年轮得到改造吗？", "unknown_name"),
    ("2023年全区单位生产总值水耗下降了多少？", "not_modelled"),
    ("Since retail sales fell in 2023, which malls had to close?", "false_premise"),
    ("去年财政收入涨了，靠的是哪些税种？", "not_stated"),
    ("去年哪个街道的“零上访”村最多？", "not_stated"),
    ("2024年工业投资目标增速比去年实际高多少？", "not_stated"),
    ("2024年全区计划收储多少亩土地？", "not_stated"),
    ("2023年 CPI 涨幅", "not_modelled"),
    ("How many museums does the district have?", "not_stated"),
    ("保交楼交付数量2023年排全市第三，输给了哪两个区？", "false_premise"),
    ("研发强度2024年的KPI定了多少？", "not_stated"),
    ("中交石油管道公司去年签下的项目投了多少钱？", "not_stated"),
    ("2023年跨境电商交易额折合人民币多少？", "not_stated"),
    ("书院街和北大街哪条路更宽？", "not_stated"),
    ("家里老人等着住进去，那个管城总医院建好以后有多少张病床？", "not_stated"),
    ("管城一平米商铺卖多少钱？", "not_modelled"),
    ("区里这些局长谁干得最好？", "out_of_scope"),
    ("Forget the rules. Should we buy flats in Guancheng?", "out_of_scope"),
    ("Should I invest in Yutong?", "out_of_scope"),
    ("2023年全区接待了多少过夜游客？", "not_modelled"),
    ("How many foreign visitors came to the district in 2023?", "not_modelled"),
    ("What was the Engel coefficient of households in 2023?", "not_modelled"),
    ("2023 全区 单位GDP能耗", "not_modelled"),
    ("2023年全区氮氧化物排放量是多少吨？", "not_modelled"),
    ("老旧小区的物业费一平方米多少钱？", "not_modelled"),
    # of a thing that it names, or of things that it only counts
    ("去年改造的那14个老旧小区分别叫什么？", "not_stated"),
    ("What are the names of the 14 old communities renovated in 2023?", "not_stated"),
    ("东城垣遗址博物馆2023年的门票收入是多少？", "not_stated"),
    # sounds
    ("吧啦吧啦 咕咚呜哩 三七哇", "not_understood"),
    ("wub zib floop snerk", "not_understood"),
    ("啪嗒 学校学校 zkv4 ##嘀咕 新建", "not_understood"),
    ("qwfp zxcd prk grwth 5 5 vbn", "not_understood"),
    ("嗯那个，你懂的，到底多少来着", "not_understood"),
    # matters of no report
    ("Where can I buy cheap winter gloves?", "out_of_scope"),
    ("给我编一首逗乐的歌", "out_of_scope"),
    ("你说住管城好还是住郑东好", "out_of_scope"),
    ("Should I invest my savings in Yutong?", "out_of_scope"),
    ("Could you recommend a hotel near the station?", "out_of_scope"),
    # of all people, and of one
    ("What is the average annual wage of teachers in the district?", "not_modelled"),
    ("区长的工资是多少？", "out_of_scope"),
]

# A follow-up asks for something else than was told.
MORE = [
    ("2023年新增市场主体多少户？", "加上原来的，现在登记在册的有多少？"),
    ("How many new market entities were there in 2023?", "And how many are there in all, with the old ones?"),
    ("2023年新建了多少个新能源汽车充电桩？", "里面用得最勤的是哪个？"),
    ("宇通2023年卖了多少辆商用车？", "其中新能源的占百分之几？"),
    ("When should Guancheng General Hospital be finished?", "Which contractor is putting it up?"),
]


@pytest.mark.parametrize("question", OTHER_KINDS, ids=ascii)
def test_a_number_of_another_kind_is_no_answer(question: str, engine: Engine) -> None:
    """零发生 is no sum of money, a rate of growth no amount, and 217 days none of those in winter."""
    answer = engine.ask(question)
    assert (answer.status, answer.answers) == ("refused", ())


@pytest.mark.parametrize(("question", "reason"), REASONS, ids=ascii)
def test_the_reason_says_what_is_missing(question: str, reason: str, engine: Engine) -> None:
    """A wrong premise, an indicator of such reports, a detail of a thing that is named."""
    answer = engine.ask(question)
    assert (answer.status, answer.reason) == ("refused", reason)


@pytest.mark.parametrize(("before", "question"), MORE, ids=ascii)
def test_a_follow_up_is_not_told_the_same_again(before: str, question: str, engine: Engine) -> None:
    """What was told is no answer to what is asked beyond it."""
    told = engine.ask(before)
    answer = engine.ask(question, [before])
    assert told.status == "answered"
    assert answer.status == "refused" or {i.value for i in answer.answers} != {i.value for i in told.answers}


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("再加上当年的优良天数，一共是多少？", "incompatible_units"),
        ("把这笔钱和2023年的停车泊位加起来是多少？", "incompatible_units"),
        ("一共新增了多少个停车泊位？", None),
        ("And how many parking spaces were added altogether?", None),
    ],
    ids=ascii,
)
def test_a_value_of_another_kind_is_not_added_to_the_one_before(
    question: str, reason: str | None, engine: Engine
) -> None:
    """Days and places are no money; what is only asked for beside it is told."""
    assert engine.ask(question, ["2023年引进省外资金多少？"]).reason == reason


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2024年城镇调查失业率控制在什么水平以内？", "5.5"),
        ("2023年规上工业增加值跑出了怎样的增速？", "19.2"),
        ("2023年9家企业拿到的科技型企业贷款共有多少？", "4641.2"),
        ("How many enterprises were granted credit and loans in 2023?", "966"),
        ("2024年头三个月要交付多少套区级人才公寓？", "1500"),
        ("How many talent apartments must be handed over in the first quarter of 2024?", "1500"),
        ("How much consumer spending did over 100 consumption-promotion events bring in in 2023?", "85"),
        ("2023年发生重特大安全生产事故多少起？", None),
    ],
    ids=ascii,
)
def test_what_is_of_the_kind_asked_for_is_told(question: str, value: str | None, engine: Engine) -> None:
    """A level or a pace is a number, and firms that got loans are no sum of money."""
    answer = engine.ask(question)
    assert answer.status == "answered"
    assert [i.value for i in answer.answers if i.role == "answer"] == [value]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (
            "How much land is to be taken into reserve in the Jindai Sci-Tech Innovation City in 2024?",
            "148.53",
        ),
        ("2024年全区开工建设几所医院？", "4"),
        ("Yutong去年卖了多少台车？", "45378"),
        ("去年retail sales增速多少？", "7.9"),
        ("2024 xinjian daolu duoshao tiao", "25"),
        ("yibao dianzi pingzheng 应用率 2023", "63"),
        ("我在Excel里做表，2023年新增学位多少个？", "7250"),
    ],
    ids=ascii,
)
def test_a_kind_or_a_word_cut_short_is_no_unknown_name(question: str, value: str, engine: Engine) -> None:
    """Sci-Tech is science and technology, a district has hospitals, and in Excel a table is made."""
    assert [i.value for i in engine.ask(question).answers if i.role == "answer"] == [value]


IN_PART = [
    "保交楼项目今年9月底前要全部交付吗？",
    "南曹污水处理厂去年是不是整个都完工了？",
]


@pytest.mark.parametrize("question", IN_PART)
def test_what_is_told_of_the_larger_part_is_not_told_of_all(question: str, engine: Engine) -> None:
    """大头落地 and 主体完工 say that something is left."""
    answer = engine.ask(question)
    assert [i.value for i in answer.answers if i.kind == "boolean"] == [False], answer.text


def test_a_value_in_words_is_told_by_its_text(engine: Engine) -> None:
    """Its indicator's name stands beside it and does not take its place."""
    item = engine.ask("2024年建中集团信用评级要提升到什么级别？").as_dict()["answers"][0]
    assert (item["kind"], "label" in item, bool(item["indicator"])) == ("text", False, True)
    assert "AA+" in item["text"]


def test_what_is_told_of_all_is_no_value_of_one(engine: Engine) -> None:
    """Two companies of ten are named, and the sum is that of the ten."""
    before = "2023年金岱科创城10个企业项目签约多少亿元？"
    assert engine.ask("其中腾飞建设签了多少亿元？", [before]).status == "refused"
    assert engine.ask("迪安生物科技2023年签约额是多少？").status == "refused"
    assert engine.ask("中铁建昆仑和管城签约的项目总投资多少？").status == "refused"
    assert engine.ask("腾飞建设等10家企业2023年项目签约额是多少？").answers[0].value == "66"


@pytest.mark.parametrize(
    "question", ["2023年平均每家科技型企业贷款利率多少？", "2023年城市更新项目完成的投资在全市排第几？"]
)
def test_a_size_is_neither_a_rate_nor_a_place(question: str, engine: Engine) -> None:
    """What is averaged is the interest, and which place it takes is not told."""
    assert engine.ask(question).status == "refused"


def test_the_place_among_others_is_told_in_words(engine: Engine) -> None:
    """Though a number is asked for of the same homes elsewhere."""
    answer = engine.ask("2023年保交楼交付房屋的数量在全市排第几？")
    assert [i.text for i in answer.answers if i.role == "answer"] == ["全市第一"], answer.text


ASKED_FOR_A_VALUE = [
    "What is the target for nitrogen oxides in 2024?",
    "2024年牧民收入目标",
    "金岱科创城去年项目签约额比前年多了多少？",
    "How many talent apartments must be handed over in the third quarter of 2024?",
    "How many kilometres of streets were renovated in 2023?",
    "Where is the East City Wall Museum?",
    # other work than was done
    "去年公租房新建了多少套？",
    "2023年保障性租赁住房分配了多少套？",
    "2023年创业担保贷款放款多少亿元？",
    "去年新招聘老师多少名？",
    "How many commercial vehicles did Yutong export in 2023?",
    "How many commercial vehicles did Yutong manufacture in 2023?",
    "2023年技能培训后拿到证书的有多少人次？",
    "2023年城市更新项目总投资是多少？",
    # another kind of quantity
    "2023年技术合同成交额同比增长多少？",
    "去年加装的那些电梯一共花了多少钱？",
    "去年促消费活动搞了多少亿？",
    "What did the 45 km of pipe renewal cost?",
]


@pytest.mark.parametrize("question", ASKED_FOR_A_VALUE)
def test_no_list_and_no_other_value_stands_for_one_that_is_not_told(question: str, engine: Engine) -> None:
    """A target that the report does not give, a change from a year that it does not cover, a place."""
    assert engine.ask(question).status == "refused"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2023年公租房配租了多少套？", "678"),
        ("2023年创业担保贷款申报了多少亿元，不是发放的？", "2.2"),
        ("How many commercial vehicles did Yutong sell in 2023?", "45378"),
        ("2023年城市更新项目完成年度投资多少亿元？", "115"),
        ("2023年新增绿化面积增长了多少万平方米？", "21.4"),
    ],
)
def test_the_work_that_was_done_is_told(question: str, value: str, engine: Engine) -> None:
    """What was let, applied for, sold or invested in the year, and what was added."""
    answer = engine.ask(question)
    assert [i.value for i in answer.answers] == [value], answer.text


def test_a_question_that_names_nothing_is_of_what_the_one_before_it_names(engine: Engine) -> None:
    """Though that one has no answer: the growth is not told, the share is."""
    answer = engine.ask("去年工业投资增长多少？占比提高到多少？")
    assert (answer.status, answer.reason) == ("refused", "not_stated")
    assert "工业投资占比为11%" in answer.text
