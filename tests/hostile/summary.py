# SPDX-License-Identifier: GPL-2.0-or-later
"""A campaign in words."""
import re
from collections import Counter
from typing import Any, Dict, List

from harness.markdown import table
from harness.refusals import sentences

_KINDS = {
    "boots": "booted, and the guest's own report is right in every clause",
    "looked-at": "booted; at the first instruction registers, tables, every segment are right",
    "refused": "refused with the predicted message, and the disk booted",
    "disk": "the disk booted silently, as it comes first",
    "qemu": "rejected by QEMU's own loader, or fatal to it (-kernel)",
    "foreign": "not PVH to QEMU (-kernel): another ROM boots it",
}


def _refusal(sentence: str) -> str:
    """The name in errors.def."""
    for name, template in sentences().items():
        pattern = re.sub("%[xus]", ".*", re.escape(template).replace("\\%", "%"))
        if re.fullmatch("pvh: " + pattern, sentence):
            return name
    return "?"


def _counted(records: List[Dict[str, Any]], key) -> List[List[Any]]:
    return [[name, n] for name, n in Counter(map(key, records)).most_common()]


def _failures(records: List[Dict[str, Any]]) -> List[str]:
    failed = [record for record in records if record["problems"]]
    lines = ["**%d failed.**" % len(failed), ""]
    for record in failed:
        lines += ["- seed %d: %s" % (record["seed"], record["problems"][0].split("\n")[0][:300])]
    return [*lines, ""] if failed else ["None failed.", ""]


def page(head: Dict[str, Any], records: List[Dict[str, Any]]) -> str:
    good = [record for record in records if not record["problems"]]
    refused = [record for record in good if record["kind"] == "refused"]
    crashes = sum(record["note"].startswith(("status -", "hangs")) for record in records)
    longest = max(record["seconds"] for record in records)
    return "\n".join([
        "# Hostile images", "",
        "%(count)d boots reached the ROM on %(date)s, seed %(seed)d, in %(seconds)d s." % head,
        "Early: %d. The longest took %.1f s. QEMU's own loader crashed or hung on %d more."
        % (sum(record["early"] for record in good), longest, crashes), "",
        *table(["with", ""], head["versions"].items()),
        *_failures(records),
        *table(["how it ended", "images"],
                [[_KINDS[kind], n] for kind, n in _counted(good, lambda r: r["kind"])]),
        *table(["refusal", "images"], _counted(refused, lambda r: _refusal(r["sentence"]))),
        *table(["machine, route", "images"],
                _counted(good, lambda r: "%s, %s" % (r["machine"], r["route"])))])
