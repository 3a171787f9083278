"""Every number that decides: thresholds of scores, and the factors by which a misfit lowers one.

Scores lie between 0 and 1 and a little above; a factor of 1 is neutral.
"""

# ---------- what an answer needs ----------

ACCEPT = 0.62  # the score from which a reading is an answer
APART = 0.052  # readings closer than this to the best one are as good as the best one
WHOLE = 1.01  # the score of a form that says all that is asked, so that it goes before any single list
TITLES = 0.97  # the score of titles by level, year and winner: less than whole, as a topic may narrow them
BOTH = 1.07  # the score of a form that says it with two states or two years, which goes before all else
LEAST_TOUCHED = 0.45  # coverage below which no fact has to do with the question
LEAST_NEAR = 0.4  # the score from which a fact is offered beside a refusal
NAMED = 0.6  # the score from which such a fact goes before those that are near in meaning
NAMED_IN_FULL = 0.85  # share of a name that the question says, from which it is meant and no other
LONG_TEXT, LEAST_WORDED = (
    6,
    0.35,
)  # characters of a text, and the share of them in words that it makes sense by
WHOLE_PIECE = 4  # letters from which a piece of an English text is a word
MOST_STRANGE = 0.75  # share of the words of an English text that nobody knows, from which it may be noise
MOST_SAID, STRANGE_WORDS = 0.3, 3  # share of a text that may be known by chance; unknown words that are noise
MANY = 10  # numbers above this tell a value, smaller ones may be of anything
MOST_NEAR = 2  # facts offered beside a refusal
LEAST_DENIED = 0.5  # the score from which a fact can contradict what a question takes for granted
MOST_DENIED = 6  # best matches among which such a fact is looked for

TOLD, TOLD_APART = 0.42, 0.05  # likeness of a passage that is quoted, and its lead before the next one

# ---------- words ----------

TOPIC_IMPORTANCE = 0.35  # weight of a clause that asks nothing, when the one that asks names something
BACKGROUND_IMPORTANCE = 0.1  # weight of sentences that ask nothing
FULL_QUESTION = 2  # a question that names two things or more says what it means
SLIGHT = 0.45  # weight up to which a word may be left unused
TELLING = 0.2  # weight from which a word can tell two facts apart
FOCUSING = 0.6  # weight from which a word picks out some of the statements of a kind
COVERED = 0.5  # degree from which a fact covers a word
SINGULAR = 2  # facts at most that a word covers when it tells one matter from all others
RARE = 60  # facts at most that a word covers when it picks a few of them
SHORTEST_NAME, LONGEST_NAME = 4, 14  # characters of proper names that are compared with near ones
LONGEST_COMMON = 4  # characters up to which a run of pieces is not taken for a name
LONGEST_KIND = 3  # characters up to which a word for institutions says of what kind they are, and names none
NAME_LIKE = 2  # characters beyond which an unknown word looks like a name
LONG_WORD = 4  # characters from which another word for one still names few things
STEM = 4  # characters of a status label that its other forms share

# ---------- distances in the text ----------

NEAR = 60  # characters between two statements of one sentence
NEXT = 40  # characters between a quantity and the number of things that it is spread over

# ---------- fit of a value ----------

OTHER_UNIT = 0.5  # another unit than the one asked for
LIKE_UNIT = 0.9  # another unit of the same kind
OTHER_QUANTITY = 0.6  # another kind of quantity than the words ask for
COUNT_FOR_AMOUNT = 0.88  # how much is asked, and the value is a number of things
NO_GROWTH = 0.72  # growth is asked for, and the value is none
NO_ABSOLUTE = 0.5  # an absolute value is asked for, and the value is a rate
NOT_PER_CAPITA = 0.5  # a value by head is asked for, and the name does not say that it is one
NO_SHARE = 0.75  # a share is asked for, and the value is an amount
NOT_CUMULATIVE = 0.85  # a value since the beginning is asked for
NOT_IN_PERIOD = 0.9  # a value of the year alone is asked for
OTHER_MEASURE = 0.8  # a follow-up, and a value of another kind than the one before
SAME_CLAUSE = 1.05  # a follow-up, and a value from the clause of the one before
OTHER_PLACE = 0.8  # a follow-up, and a value of another place
NUMBER_NOT_SAID = 0.8  # the question gives a number that the fact does not state
NUMBER_SAID_AROUND = 0.9  # such a number stands in the sentence, and not in the fact's own clause

# ---------- fit of names ----------

THING_NOT_NAMED = 0.6  # the question names a thing that the fact does not speak of
OTHER_SUBJECT = 0.6  # 它 means a thing that the fact has nothing to do with
OTHER_PART_OF_YEAR = 0.5  # 上半年 is asked for, and the fact does not say it
TAKEN_OUT = 0.5  # the question takes out what the fact is named by
LONGEST_TOPIC = 14  # characters of a clause that only names what is asked about
COUNTED_NOT_SAID = 0.75  # what is counted stands nowhere in the fact
HEAD_NOT_NAMED = 0.93  # the last word asked about is none of the fact's names
WHOLE_ASKED = 0.6  # the whole district is asked for by word, and the fact is about a part of it
WIDER_ASKED = 0.6  # the city or province is asked about, and the fact is about the district in it
PLACE_NOT_ASKED = 0.97  # the fact is about a part of the district that the question does not name

# ---------- how many are proposed ----------

MOST_VALUES = 14  # values, the best by their words, that are proposed each by itself
MOST_NEAREST = 16  # facts nearest in meaning that are looked at whatever their words
MOST_VERDICTS, MOST_SOURCES = 6, 3  # statements that may tell yes or no; places of statements, of values

# ---------- values ----------

BEYOND = 0.1  # lead of a value outside the scope that shows that the scope has none
NOT_A_VALUE = 0.7  # measures, results or ways are asked for
VALUE_WANTED = 0.97  # a value fits, but no number is asked for
VALUE_UNWANTED = 0.8  # things are asked for, or something computed
LONGER_NAME = 0.15  # how much less of its name than of the best one's the question says of another value
UNCOVERED = 0.95  # for each word that the value leaves uncovered

# ---------- lists ----------

LIST_UNWANTED = 0.7  # no things are asked for
LIST_RANKED = 0.6  # the largest or first is asked for, and a list does not tell it
MOST_LISTS = 14  # lists that are looked at
LIST_CAP, COUNTED_LIST_CAP = 1.0, 1.05  # highest score of a list; of one with the number of things asked for
RIGHT_NUMBER, WRONG_NUMBER = 1.05, 0.9  # the list has the number of things asked for (哪两个), or another
STATE_ASKED = 0.95  # a state is asked for, and states tell it more exactly than a list of examples
NO_ENUMERATION = 0.98  # the list is made of single statements
CLASS_FITS = 0.75  # share of its weight that a class word gives to a list whose things are of the class
SEVERAL_RECIPIENTS = 1.03  # titles of all recipients that the question names
HEADINGS = 0.9  # a row that heads what the report tells in sentences, which are asked for
JOINED = 1.1  # two lists that together cover more than the best one
JOINABLE = 0.75  # share of the best score from which a list may be joined to the best
ALL_FIT, TYPED_MISFIT, PROPER_MISFIT, LOOSE_MISFIT = 1.03, 0.6, 0.75, 0.88  # classes of the things listed
ONE_KIND = 2  # class words in a row that may still ask for one kind of thing
LEAST_SIDE = 0.55  # score of each of two lists whose common things are asked for
UNUSED_SHARED = 0.9  # for each word that nothing knows (列进), where two lists have a thing in common
SHARED_LIFT, SHARED_CAP = 1.25, 1.06  # what two lists in common gain over each, and the most they reach

# ---------- things of a class, titles ----------

DATED_STATES, PLACED, CLASS_ONLY = 0.95, 0.88, 0.8  # how much of the wish states, a place or a bare class say
UNUSED_THING, UNUSED_HONOUR = 0.9, 0.75  # for each word that the form leaves unused

# ---------- two values ----------

LEAST_NAMED = 0.4  # share of a name that the question says, for one of two values
ADDEND_NAMED = 0.8  # naming from which a value is one of the things to be added
MOST_PAIRED = 16  # values that are tried in pairs
SAME_NAME_TWO_YEARS = 0.2  # distance up to which a value of another year is of the same name
PAIR_LIFT = 1.02  # a pair says more of the question than one of its values
UNLIKE_UNITS = 0.85  # a difference of unlike units, which is refused
PAIR_COVERAGE, PAIR_NAMING = 0.75, 0.25  # shares of coverage and naming in a pair's score
SAME = 1e-9  # scores closer than this are equal

# ---------- sums, means, rankings ----------

SAME_NAME_PARTS = 0.15  # distance up to which a value is a part of the same sum
PARTS_LIFT = 1.02  # a sum of parts goes before any part
SUM_LIFT = 1.05  # a sum that the question asks for
MEAN_LIFT = 1.05  # a mean that the question asks for
MOST_SPREAD, MOST_COUNTED = 3, 12  # quantities to spread, and counts to spread them over, that are tried
UNIT_RANKED = 0.8  # the score of a ranking by a unit that the question names
MOST_TARGETS = 12  # target values that are told for one matter
LEAST_RANKED = 0.6  # share of the best score from which a value is ranked with the best
RANKED_LIFT = 0.2  # a ranking covers what each of its values leaves open

# ---------- verdicts ----------

SUBJECT_ONLY, SUBJECT_AMONG = (
    0.8,
    0.55,
)  # another state of the very thing asked about: alone, or with words left open

TITLE_NAMED = 0.9  # the holder of a title that the question names
MOST_ROWS = 3  # rows of things of which the members are counted
LARGEST_RATE = 1000  # a bare number above it is no percentage
ALIKE_TITLES = 0.8  # likeness of the names of titles from which one may be meant by the other
OF_A_KIND = 0.5  # likeness of the names of titles of one kind, of which nobody holds two
SHORTEST_TITLE = 5  # characters from which words are a title but for its level

# ---------- passages, sources ----------

ALL_OF_A_KIND, FOCUSED_KIND = 0.98, 0.7  # every statement of a kind (困难, 目标), or of those that words pick
AS_FOCUSED = 0.6  # share of the best coverage that another statement of a kind needs to be told with it
HEADING_COVERAGE, STATEMENT_COVERAGE, HEADING_NAMING = 0.55, 0.3, 0.15  # shares in a heading's score
MOST_HEADINGS = 7  # headings that are offered
SHORTEST_HEADING = 5  # characters of a title of a heading that a question can only say by meaning it
SHORTEST_PHRASE = 3  # characters than which a phrase is longer that is that of a title: 主要任务
SHORTEST_TITLE_WORDS = 4  # English words of such a title
TITLED = 1.0  # of what stands under a heading whose title is said
PASSAGE_UNWANTED = 0.75  # no description is asked for
PASSAGE_COMPARED = 0.85  # a comparison is asked for, and a passage does not make it
THING_NOT_UNDER = 0.5  # a thing that the question names and nothing under the heading speaks of
BOTH_YEARS = 0.7  # share of the best heading's score that the headings of both years need
BOTH_YEARS_LIFT = 1.02  # headings of both years go before one of them
SOURCE_LIFT = 1.1  # the place of a value, when the place is asked for
DOINGS, DOINGS_UNUSED = 0.92, 0.75  # what is said of one thing; for each other word that it leaves unused
