# The targets of the Makefile with their lines, and its variables with their defaults.
/^[a-z].*:.*## / { split($0, part, /:.*## /); name = part[1]
  targets = targets sprintf("  %-10s %s\n", name, part[2]) }
/^[A-Z_]+ \?=/ { name = $1; value = $0; if (value ~ /shell/) value = " ?= first of python3, 3.13, 3.12, 3.11"; sub(/^[A-Z_]+ \?= ?/, "", value)
  about["DATA"] = "folder of the declarations to read"; about["OUT"] = "run directory"
  about["MAP"] = "shipped column map (taiwan, kosovo) or a folder of maps"
  about["CAPACITY"] = "how many cases the staff can take"; about["LANG_UI"] = "vi or en"
  about["WORKERS"] = "processes (empty: all cores)"; about["ENGINE"] = "local or dask"
  about["SCHEDULER"] = "address of a running Dask scheduler"; about["SEED"] = "seed of forests and sampling"
  about["AS_OF"] = "the law as it stood on a day"; about["THRESHOLDS"] = "file of the office's own thresholds"
  about["PROFILE"] = "what people are shown: summary, analyst or full"
  about["REGION"] = "how large a sao is: bac_bo, trung_bo or nam_bo"
  about["EVALUATE"] = "options of evaluate, see benchmarks/detection.py"
  about["PERIOD"] = "period of the periodic report"; about["REGISTER"] = "register that several OUT share"
  about["DECLARANTS"] = "officials of the province to make"; about["YEARS"] = "declarations of each of them"
  about["WHO"] = "who does it, for the access log"; about["WHY"] = "why, for the access log"; about["PYTHON"] = "interpreter for the set-up"
  variables = variables sprintf("  %-12s %-48s [%s]\n", name, about[name], value) }
# The variables of the office: each is empty unless given on the command line.
function office(name, about) { variables = variables sprintf("  %-12s %-48s []\n", name, about) }
END {
  office("FILE", "filled list (outcome) or file to encrypt (handover)")
  office("CASE", "id of a case; alone: its history"); office("OUTCOME", "explained, corrected, data_error, verified_truthful ...")
  office("MEASURE", "supervise, suspend_task, transfer, suspend; or a discipline"); office("OUTCOME_ON", "day of the outcome, YYYY-MM-DD")
  office("DECISION_NO", "number of the decision"); office("OFFICER", "who handled the case"); office("NOTE", "anything else on the case")
  office("SEED_TEXT", "text that the witnesses of the draw agree on"); office("DRAWN_ON", "day of the draw, YYYY-MM-DD")
  office("BEFORE", "forget cases closed before this day"); office("TO", "public key of the recipient, age1...")
  printf "Targets\n%s\nVariables, with their defaults in brackets\n%s", targets, variables }
