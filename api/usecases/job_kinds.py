"""What each kind of job does."""

from collections.abc import Mapping
from types import MappingProxyType

from api.usecases.exports.asking import export_table
from api.usecases.imports.job import import_list
from api.usecases.jobs.running import Work
from api.usecases.plans.making import make_plan, remake_draft

JOB_KINDS: Mapping[str, Work] = MappingProxyType(
    {
        "export": export_table,
        "import": import_list,
        "plan": make_plan,
        "replan": remake_draft,
    }
)
