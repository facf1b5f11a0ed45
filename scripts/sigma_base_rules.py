"""Write the documents of a Sigma file that are rules, without its correlations, so that a converter which knows no
correlation can take them.

Usage: sigma_base_rules.py SOURCE.yml TARGET.yml
"""

import sys
from pathlib import Path

import yaml

source, target = Path(sys.argv[1]), Path(sys.argv[2])
rules = [rule for rule in yaml.safe_load_all(source.read_text("utf-8")) if "correlation" not in rule]
if not rules:
    sys.exit(f"{source}: holds correlations but no rule they could refer to")
target.write_text(yaml.safe_dump_all(rules, sort_keys=False, allow_unicode=True), "utf-8")
