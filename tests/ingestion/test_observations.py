"""Observations: what a number measures, of whom, when, actual or planned; and which measure nothing."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from kgqa.ingestion.build import Build
from kgqa.ingestion.labels import split_list
from kgqa.ingestion.model import Exemption, Observation
from kgqa.text.segmentation import Document

Read = Callable[..., tuple[list[Observation], list[Exemption], Document]]


def stated(observation: Observation) -> str:
    """An observation as ``indicator bound value unit``."""
    return f"{observation.indicator} {observation.bound}{observation.value}{observation.unit}"


@pytest.mark.parametrize(
    ("sentence", "observations"),
    [
        ("2023年地区生产总值同比增长6.9%。", ["地区生产总值增速 =6.9%"]),
        ("一般公共预算收入同比增长4.34%。", ["一般公共预算收入增速 =4.34%"]),
        (
            "工业投资占比提升至11%，房地产投资占比下降至56.5%。",
            ["工业投资占比 =11%", "房地产投资占比 =56.5%"],
        ),
        ("整治旧门牌6949座。", ["整治旧门牌 =6949座"]),
        ("带动消费近85亿元。", ["带动消费额 ≈85亿元"]),
        ("成功调解各类案件2万余件。", ["调解案件数 >2万件"]),
        ("城镇调查失业率控制在5.5%以内。", ["城镇调查失业率 <=5.5%"]),
        (
            "完成土地收储939亩、供应1412亩。",
            ["土地收储面积 =939亩", "土地供应面积 =1412亩"],
        ),
        (
            "整改拆除施工围挡415处20.41万平方米。",
            ["整改拆除施工围挡 =415处", "整改拆除施工围挡（平方米） =20.41万平方米"],
        ),
        (
            "新增技能人才3.23万人、高技能人才10418人。",
            ["新增技能人才数 =3.23万人", "新增高技能人才数 =10418人"],
        ),
        (
            "年销售各类商用车45378辆，同比增长20%，实现营收362.3亿元。",
            ["年销售各类商用车 =45378辆", "年销售各类商用车增速 =20%", "营业收入 =362.3亿元"],
        ),
        (
            "成功签约安徽建工等97个重大项目，总投资约436亿元。",
            ["成功签约重大项目 =97个", "成功签约重大项目总投资 ≈436亿元"],
        ),
        (
            "总投资65.82亿的128个灾后恢复重建项目全部完工。",
            ["灾后恢复重建项目总投资 =65.82亿", "全部完工灾后恢复重建项目 =128个"],
        ),
        (
            "全市农村居民收入增长7%，脱贫县农村居民收入增长9%。",
            ["农村居民人均可支配收入增速 =7%", "脱贫县农村居民收入增速 =9%"],
        ),
        (
            "新增高新技术企业7家、科技型中小企业27家。",
            ["新增高新技术企业 =7家", "新增科技型中小企业 =27家"],
        ),
        ("新增省级技术创新中心2家、达到6家。", ["新增省级技术创新中心 =2家", "省级技术创新中心 =6家"]),
        (
            "82家企业享受优惠8418万元。",
            ["企业享受优惠 =82家", "企业享受优惠金额 =8418万元"],
        ),
        ("办理时间由45个工作日压缩至39个工作日。", []),
        ("建成6座书院、3座博物馆。", ["建成书院 =6座", "建成博物馆 =3座"]),
        (
            "全年新登记商户4000户，总量达2万户。",
            ["新登记商户 =4000户", "商户总量 =2万户"],
        ),
        ("③整修泵站7座。", ["整修泵站 =7座"]),
        ("商品房销售面积增长三成以上。", ["商品房销售面积增速 >=3成"]),
        ("发放辅助器具300台(件)以上。", ["发放辅助器具 >=300台"]),
        ("供应住房300套。", ["供应住房 =300套"]),
        ("东城垣博物馆等十大公建项目大头落地。", ["公建项目大头落地 =10大"]),
        ("着力统一思想，深入推进“十大战略”行动。", []),
        ("持续开展“两个确立”教育，落实八项规定精神。", []),
    ],
)
def test_a_number_is_named_after_what_it_counts(read: Read, sentence: str, observations: list[str]) -> None:
    """The name comes from the noun after the number or the words before it, or from the clause before."""
    found, _, _ = read(sentence)
    assert [stated(o) for o in found] == observations


@pytest.mark.parametrize(
    ("sentence", "observations"),
    [
        ("PM2.5、PM10较去年同期分别下降2.3%、3.9%。", ["PM2.5降幅 =2.3%", "PM10降幅 =3.9%"]),
        ("刑事、治安警情同比分别下降8.2%、5.7%。", ["刑事警情降幅 =8.2%", "治安警情降幅 =5.7%"]),
        ("工业、服务业产值分别增长8%、9%。", ["工业增速 =8%", "服务业产值增速 =9%"]),
        ("全年游客、收入分别增长15.8%和11.5%。", ["游客增速 =15.8%", "收入增速 =11.5%"]),
        ("甲镇、乙镇、丙镇分别拆除旧棚2处、3处。", []),
        ("提案办复率、满意率均达到100%。", ["提案办复率 =100%", "满意率 =100%"]),
        (
            "城乡居民人均可支配收入分别达到38506元和23294元，同比增长9%和12%。",
            [
                "城镇居民人均可支配收入 =38506元",
                "农村居民人均可支配收入 =23294元",
                "城镇居民人均可支配收入增速 =9%",
                "农村居民人均可支配收入增速 =12%",
            ],
        ),
    ],
)
def test_distributed_numbers_go_to_their_names_in_order(
    read: Read, sentence: str, observations: list[str]
) -> None:
    """分别 gives the numbers in order; when names and numbers differ in count, nothing is distributed."""
    found, _, _ = read(sentence)
    assert [stated(o) for o in found if o.base_unit != "个"] == observations


def test_a_decline_is_a_direction_and_no_minus(read: Read) -> None:
    """The value stays as printed, the direction says which way."""
    found, _, _ = read("刑事、治安警情同比分别下降8.2%、5.7%，投资增长4.1%，占比达7%。")
    assert [(o.value, o.direction) for o in found] == [
        (Decimal("8.2"), "down"),
        (Decimal("5.7"), "down"),
        (Decimal("4.1"), "up"),
        (Decimal("7"), ""),
    ]


def test_one_number_for_several_rates_is_several_observations(read: Read) -> None:
    """开工、投产、达效率实现3个100%: three rates; the count of them is only context."""
    found, _, _ = read("“三个一批”活动开工、投产、达效率实现3个100%，位居全市第一方阵。")
    rates = [f"“三个一批”活动{rate} =100%" for rate in ("开工率", "投产率", "达效率")]
    assert [stated(o) for o in found if o.kind == "actual"] == rates
    (count,) = [o for o in found if o.kind == "context"]
    assert (count.value, *count.members) == (Decimal(3), *("开工", "投产", "达效率"))


@pytest.mark.parametrize(
    ("sentence", "counts", "thresholds"),
    [
        (
            "力争新签约50亿元以上高质量项目不低于2个。",
            [("新签约高质量项目 >=2个", "50亿元以上")],
            [">=50亿元"],
        ),
        ("410个事项3个工作日内办结。", [("事项 =410个", "3个工作日内")], ["=3个工作日"]),
        (
            "35岁以下高校毕业生就业创业突破1.6万人。",
            [("高校毕业生就业创业人数 >1.6万人", "35岁以下")],
            ["<=35岁"],
        ),
        ("做好3岁以下婴幼儿照护服务。", [], ["<=3岁"]),
        ("新认定高新技术企业35家以上、市级科技型企业70家。", None, []),
    ],
)
def test_a_threshold_is_a_condition_of_the_count(
    read: Read, sentence: str, counts: list[tuple[str, str]] | None, thresholds: list[str]
) -> None:
    """A bound inside a fact describes what is counted; it is kept as context."""
    found, _, _ = read("一。", sentence)
    assert [f"{o.bound}{o.value}{o.unit}" for o in found if o.kind == "context"] == thresholds
    if counts is not None:
        assert [(stated(o), o.condition) for o in found if o.kind != "context"] == counts
    else:
        assert {o.condition for o in found} == {""}


@pytest.mark.parametrize(
    ("sentence", "exempt"),
    [
        ("2024年各批次和2025年提前批专项债券。", [("2024", "date"), ("2025", "date")]),
        ("2023—2025年三年行动。", [("2023", "date"), ("2025", "date")]),
        ("“巍巍亳都 熠熠新年 2024郑州国际商都跨年文化节”。", [("2024", "date")]),
        ("66项事项4月底前全部完成。", [("4", "deadline")]),
        ("2月22日召开。", [("2", "date"), ("22", "date")]),
        ("第17届会议。", [("17", "ordinal")]),
        ("跻身全国30强。", [("30", "ordinal")]),
        ("低空经济[1]成为新赛道。", [("1", "ordinal")]),
        ("张华楼村被评为郑州市3A级景区村庄。", [("3", "grade")]),
        ("争创4A级旅游景区。", [("4", "grade")]),
        ("推进联华通信5G通信基站建设。", [("5", "namePart")]),
        ("对照“7.20”特大暴雨。", [("7.20", "namePart")]),
        ("坚持“1+6+6+N”发展思路。", [("1", "namePart"), ("6", "namePart"), ("6", "namePart")]),
        ("强化PM2.5、PM10与臭氧协同治理。", [("2.5", "namePart"), ("10", "namePart")]),
        ("回应12345热线。", [("12345", "namePart")]),
        ("船舶出口占全国1/3。", []),
        ("三次产业结构比为22.7：30.3：47。", []),
    ],
)
def test_numbers_that_measure_nothing_are_exempt(
    read: Read, sentence: str, exempt: list[tuple[str, str]]
) -> None:
    """Dates, ordinals, grades, deadlines and parts of names have their reason; ratios stay open."""
    found, exemptions, document = read(sentence)
    own = sorted((e.number, e.reason) for e in exemptions if document.sentences[0].span.covers(e.number))
    assert [(n.of(document.text), reason) for n, reason in own] == exempt
    assert [stated(o) for o in found if o.unit != "项"] == []


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("引进省外资金119.7亿元。", "inPeriod"),
        ("累计建成各类研发平台65家。", "cumulative"),
        ("科技型企业总量达546家。", "cumulative"),
        ("全区拥有省级“专精特新”企业11家。", "atEnd"),
        ("房地产投资占比下降至56.5%。", "atEnd"),
    ],
)
def test_increment_stock_and_sum_are_told_apart(read: Read, sentence: str, basis: str) -> None:
    """累计 makes a sum, 拥有 and 占比 a level at the end of the year, else the number is of the year."""
    found, _, _ = read(sentence)
    assert [o.basis for o in found] == [basis]


def test_part_one_reports_and_part_two_plans(read: Read) -> None:
    """The part decides year and kind; a year that opens the clause wins."""
    found, _, _ = read(
        "投资增长4.1%。2021年投资增长3%。2000年以前建成的小区57个。", "投资增长8%以上。2023年投资增长4.1%。"
    )
    assert [(o.year, o.kind) for o in found] == [
        (2023, "actual"),
        (2021, "actual"),
        (2023, "actual"),
        (2024, "target"),
        (2023, "actual"),
    ]


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("确保一季度完成1500套区级人才公寓交付任务。", "一季度"),
        ("力争9月底前27个保交楼项目交付大头落地。", "9月底前"),
        ("确保商通路10条道路年内竣工。", "年内"),
        ("创新街小学北校区等2所学校年底前主体完工。", "年底前"),
        ("新建志城街、魏庄街等25条道路。", ""),
    ],
)
def test_a_deadline_is_kept_with_the_target(read: Read, sentence: str, deadline: str) -> None:
    """By when, in the words of the report."""
    found, _, _ = read("一。", sentence)
    assert [o.deadline for o in found] == [deadline]


def test_provisional_holds_for_the_paragraph_it_opens(read: Read) -> None:
    """初步预计 makes all figures of its paragraph provisional, and none of the next."""
    found, _, _ = read("初步预计，2023年生产总值增长6.9%。投资增长4.1%。\n\n新增停车场泊位2万个。")
    assert [o.provisional for o in found] == [True, True, False]


@pytest.mark.parametrize(
    ("sentence", "members"),
    [
        ("长江东路、梦想路等14条道路竣工。", ("长江东路", "梦想路")),
        ("新建天福路等23条道路。", ("天福路",)),
        ("新引入亚朵、全季等中高档酒店5家。", ()),
        ("组建专班20个。", ()),
    ],
)
def test_names_before_a_count_are_its_members(read: Read, sentence: str, members: tuple[str, ...]) -> None:
    """等 with a number closes a list of names."""
    found, _, _ = read(sentence)
    assert [o.members for o in found] == [members]


def test_the_place_of_a_heading_is_what_its_paragraph_speaks_of(machine: Build) -> None:
    """A number under 金岱科创城 is of 金岱科创城, one before it is of the district."""
    about = {(o.value_text, o.unit): o.about for o in machine.reading.observations}
    assert about["86.63", "亩"] == "金岱科创城"
    assert about["700", "亩"] == "郑州南站枢纽产业新城"
    assert about["939", "亩"] == "管城回族区"


def test_every_observation_lies_in_its_clause(machine: Build) -> None:
    """The printed number stands where the observation says, within the words that state it."""
    text = machine.document.text
    for observation in machine.reading.observations:
        assert observation.number.of(text) == observation.value_text
        assert observation.span.covers(observation.number)
        assert observation.base_value is not None


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("长江东路、梦想路", ["长江东路", "梦想路"]),
        ("“企业服务日”“企业家恳谈会”", ["“企业服务日”", "“企业家恳谈会”"]),
        ("夕阳楼、书院街（南、北）片区", ["夕阳楼", "书院街（南、北）片区"]),
        ("", []),
    ],
)
def test_lists_are_parted_outside_quotes_and_brackets(words: str, names: list[str]) -> None:
    """、 inside a name does not part it; quoted names that touch are two."""
    assert split_list(words) == names
