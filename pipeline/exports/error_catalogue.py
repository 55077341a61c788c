"""docs/errors.md: everything that stops a command, in both languages, by what it is about."""

from pipeline.texts import catalogue

# Sentences that stop a command and stand in the catalogue of their room, whose other sentences do not.
OF_ROOMS = (
    "draw.exclusions_columns",
    "draw.exclusions_reason",
    "draw.no_day",
    "draw.no_folder",
    "draw.no_obliged",
    "draw.no_seed",
    "draw.nobody",
    "draw.twice",
    "draw.unread_row",
    "forms.document",
    "forms.entities",
    "forms.format",
    "forms.large",
    "forms.macros",
    "ingest.no_declarations",
    "notebook.failed",
    "notebook.no_run",
    "period.no_run",
    "register.log_broken",
    "register.more_problems",
    "register.no_list",
    "register.nothing_given",
    "register.unknown_case",
    "register.unknown_word",
)
# In these catalogues every sentence is one.
WHOLE = ("error.", "reading.", "map.", "correction.")
HEAD = """# Thông báo lỗi / What stops a command

Trang này được tạo tự động từ các danh mục câu; không sửa tay.
*Generated from the catalogues of sentences; not to be edited.*

Mỗi lỗi là một dòng: tệp hoặc tham số nào, dòng nào, thấy gì, cần gì, phải làm gì. Ngôn ngữ theo `LANG_UI`. Mã thoát
là 2; không có gì được ghi đè. Một dòng dữ liệu không đọc được không phải là lỗi: nó được giữ lại và lần chạy tiếp tục.

*Every error is one line: which file or choice, which row, what was found, what was expected, what to do. The exit
status is 2 and nothing is overwritten. A row that cannot be read is no error: it is set aside and the run goes on.*

| câu / id | tiếng Việt | English |
|---|---|---|
"""


def stopping() -> list[str]:
    """Ids of all sentences that stop a command, sorted."""
    known = catalogue("vi").messages
    return sorted({*OF_ROOMS, *(message_id for message_id in known if message_id.startswith(WHOLE))})


def error_catalogue() -> str:
    """The page, one row a sentence."""
    vietnamese, english = catalogue("vi").messages, catalogue("en").messages
    rows = [f"| `{name}` | {_cell(vietnamese[name])} | {_cell(english[name])} |\n" for name in stopping()]
    return HEAD + "".join(rows)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("{{", "{").replace("}}", "}")
