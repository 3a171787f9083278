"""Pairs are read from tables, the held-out year is never among them."""

import gzip
from pathlib import Path

import pytest

from kgqa.errors import InputError
from kgqa.training.corpus import HELD_OUT_YEAR, held_out, read_corpus

TABLES = {
    "gwr_zh_en_2008_2022": (
        "year\tzh\ten",
        "2018\t修建道路\troads were built",
        f"{HELD_OUT_YEAR}\t稳定就业\tjobs were kept",
    ),
    "cc_cedict": (
        "simplified\ttraditional\tpinyin\tglosses",
        "公园\t公園\tgong1 yuan2\tpark (for the public); CL:座; garden",
    ),
    "chinese_open_wordnet_synsets": ("synset\twords", "1-n\t道路 马路 路途"),
    "gov_sentences": ("sentence", "新建道路，改造桥梁，整治河道。", "短。"),
    "cmrc2018_trial_dev": (
        "split\tquestion\tanswer\tcontext",
        "dev\t谁建的桥？\t李春\t桥很古老。李春建了桥。后来重修。",
    ),
    "pawsx_zh_dev_test": ("split\ta\tb\tlabel", "dev\t甲建成\t甲建好了\t1", "dev\t甲在乙前\t乙在甲前\t0"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with some of the tables."""
    for name, lines in TABLES.items():
        with gzip.open(tmp_path / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    return tmp_path


def test_each_table_gives_its_pairs(folder: Path) -> None:
    """Translations, glosses without their remarks, synonyms, halves of a sentence, answers, paraphrases."""
    assert read_corpus(folder).pairs == {
        "gwr_zh_en_2008_2022": (("修建道路", "roads were built"),),
        "cc_cedict": (("公园", "park"), ("公园", "garden")),
        "chinese_open_wordnet_synsets": (("道路", "马路"), ("马路", "路途")),
        "gov_sentences": (("新建道路", "改造桥梁，整治河道。"),),
        "cmrc2018_trial_dev": (("谁建的桥？", "李春建了桥。"),),
        "pawsx_zh_dev_test": (("甲建成", "甲建好了"),),
    }


def test_the_held_out_year_is_only_for_measuring(folder: Path) -> None:
    """No text that is trained on comes from it."""
    assert held_out(folder) == (("稳定就业", "jobs were kept"),)
    seen = {text for pairs in read_corpus(folder).pairs.values() for pair in pairs for text in pair}
    assert not {"稳定就业", "jobs were kept"} & seen


def test_a_folder_without_tables_is_one_line(tmp_path: Path) -> None:
    """It says what is looked for."""
    with pytest.raises(InputError, match=r"holds none of the tables gwr_zh_en_2008_2022, .* \(\.tsv\.gz\)"):
        read_corpus(tmp_path)
