"""Names and telephone numbers for people who do not exist."""

import numpy as np
from numpy.typing import NDArray

SURNAMES = (
    *"王李张刘陈杨黄周吴徐胡朱高何郭罗郑梁宋谢唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余",
    *"于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏付方邹熊白孟秦邱江尹薛闫",
    *"段雷龙史陶贺毛郝顾龚邵万覃武钱戴严",
    "欧阳",
)
"""Common first; how common each is follows from its rank (assumed)."""

FEMALE = "芳敏静丽艳娟霞秀兰英华玉桂红梅琴萍慧婷雪琳洁颖倩莉云凤珍文晓美淑佳欣雨思"
MALE = "伟强军勇杰涛明超刚平辉鹏华飞建国志文斌波宇浩凯健俊帆新林松德成海东学家子"
"""Characters of given names, as many for each sex."""

ONE_CHARACTER = 0.25
"""Assumed: share of given names that are a single character."""

MAX_PEOPLE = 1_000_000
"""Telephone numbers of volunteers, and of recipients, are told apart by six digits."""

VOLUNTEER_PHONES = "15400"
RECIPIENT_PHONES = "15410"
"""No operator has been given the prefix 154: these look like mobile numbers and reach nobody.

Source: metadata for China of Google's libphonenumber, which leaves 154 out of the mobile ranges.
"""


def full_names(rng: np.random.Generator, female: NDArray[np.bool_]) -> list[str]:
    """A surname and a given name for each; the given name suits the sex."""
    count = len(female)
    common = np.cumsum(1.0 / (np.arange(len(SURNAMES)) + 6.0))
    surnames = np.searchsorted(common, rng.random(count) * common[-1], side="right").tolist()
    characters = np.array([list(FEMALE), list(MALE)])
    given = characters[np.where(female, 0, 1), rng.integers(characters.shape[1], size=(2, count))]
    given[1, rng.random(count) < ONE_CHARACTER] = ""
    return [SURNAMES[at] + one + two for at, one, two in zip(surnames, *given.tolist(), strict=True)]
