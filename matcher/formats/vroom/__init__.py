"""VROOM's JSON, in and out: a client asks us as it asked VROOM, and reads the answer as before."""

from matcher.formats.format import Answer, Format
from matcher.formats.vroom.claim import load_solution
from matcher.formats.vroom.judge import OBJECTIVE, evaluate
from matcher.formats.vroom.output import refuse, write
from matcher.formats.vroom.question import NAME
from matcher.formats.vroom.reader import read
from matcher.formats.vroom.text import recognises

FORMAT = Format(
    name=NAME,
    objectives=(OBJECTIVE,),
    recognises=recognises,
    read=read,
    evaluate=evaluate,
    published=lambda _, solution: load_solution(solution),
    answer=Answer(write=write, refuse=refuse),
)
