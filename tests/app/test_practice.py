"""`practice`: stubs that can be filled in, hints, and a record of what was solved."""

import ast
import doctest
import importlib
import importlib.util
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from pyinterview.app.practice import (
    Source,
    all_hints,
    practisable,
    record_folder,
    remember,
    stub,
)
from pyinterview.app.prose import question_texts

Run = Callable[..., subprocess.CompletedProcess[str]]

NAMES = list(practisable())
COMMAND = [sys.executable, "-m", "pyinterview"]
ALTERNATIVES = Path(__file__).parent / "alternatives"
each = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Remember what is solved in a temporary directory."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a command that was refused."""
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 300
    return done.stderr


# What is handed out


@each
def test_a_stub_is_typed_python_with_question_signature_and_two_examples(
    run: Run, tmp_path: Path, name: str
) -> None:
    done = run("practice", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Wrote {name}.py. Edit it, then: pyinterview check {name}.py" in done.stdout
    text = (tmp_path / f"{name}.py").read_text(encoding="utf-8")
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 100
    tree = ast.parse(text)
    asked = " ".join((ast.get_docstring(tree) or "").split())
    assert question_texts()[practisable()[name].number or 0] in asked
    assert f"pyinterview check {name}.py" in asked
    node = tree.body[-1]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    methods = [part for part in ast.walk(node) if isinstance(part, kinds)]
    assert {ast.unparse(part.body[-1]) for part in methods} == {"raise NotImplementedError"}
    examples = doctest.DocTestParser().get_examples(ast.get_docstring(node) or "")
    uses = [
        part
        for example in examples
        for part in ast.walk(ast.parse(example.source))
        if isinstance(part, ast.Name) and part.id == name
    ]
    assert len(examples if isinstance(node, ast.ClassDef) else uses) >= 2, "add an example"


@each
def test_a_stub_runs_has_what_its_signature_needs_and_is_not_done(name: str) -> None:
    names: dict[str, object] = {}
    exec(compile(stub(name, "x.py"), "x.py", "exec"), names)  # noqa: S102 -- a stub of ours
    ours = getattr(importlib.import_module(f"pyinterview.{practisable()[name].module}"), name)
    for function, original in functions(names[name], ours):
        hints = str(get_type_hints(original)).replace(f"{ours.__module__}.", "")
        assert str(get_type_hints(function)) == hints
        wanted = inspect.signature(function).parameters.values()
        places = [[1] for each in wanted if each.kind not in (each.KEYWORD_ONLY, each.VAR_KEYWORD)]
        named = {each.name: [1] for each in wanted if each.kind is each.KEYWORD_ONLY}
        with pytest.raises(NotImplementedError):
            called(function, places, named)


def called(function: Any, places: list[Any], named: dict[str, Any]) -> None:
    """Call a function, and let it begin if it is async."""
    returned = function(*places, **named)
    if inspect.iscoroutine(returned):
        returned.send(None)


def functions(stub: Any, ours: Any) -> Iterator[tuple[Any, Any]]:
    """The functions of a stub, beside those of our answer."""
    if inspect.isclass(stub):
        for method, function in vars(stub).items():
            if inspect.isfunction(function) and function.__code__.co_filename == "x.py":
                yield function, getattr(ours, method)
    else:
        yield stub, ours


@each
def test_the_examples_of_a_stub_are_true_of_our_answer(name: str) -> None:
    module = importlib.import_module(f"pyinterview.{practisable()[name].module}")
    node = ast.parse(stub(name, "x.py")).body[-1]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    test = doctest.DocTestParser().get_doctest(
        ast.get_docstring(node) or "", dict(vars(module)), name, None, None
    )
    said: list[str] = []
    assert doctest.DocTestRunner().run(test, out=said.append).failed == 0, said


@pytest.mark.skipif(importlib.util.find_spec("ruff") is None, reason="ruff is not installed")
def test_stubs_look_as_ruff_would_format_them(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(stub(name, f"{name}.py"), encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length=100", "--diff"]
    done = subprocess.run([*ruff, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
def test_stubs_have_no_type_errors(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(stub(name, f"{name}.py"), encoding="utf-8")
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir=/dev/null"]
    done = subprocess.run([*mypy, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@each
def test_an_untouched_stub_is_not_written_yet(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "mine.py").write_text(stub(name, "mine.py"), encoding="utf-8")
    done = run("check", "mine.py")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"{name}: not yet\n\n  It is not written yet")


def test_a_stub_of_a_class_has_its_methods_without_their_code() -> None:
    source = Source(
        "import os\nimport re as regex, sys\nfrom typing import Generic, TypeVar\n"
        "T = TypeVar('T')\nU = TypeVar('U')\n"
        "class Box(Generic[T]):\n    '''Holds one thing.'''\n\n    __slots__ = ('it',)\n\n"
        "    def __init__(self, it: T) -> None:\n        self.it = it\n\n"
        "    @property\n    def size(self) -> int:\n"
        "        '''How large it is.'''\n        return sys.getsizeof(self.it)\n\n"
        "    def find(self, text: regex.Pattern[str]) -> bool:\n        return True\n\n"
        "    def _hide(self) -> os.PathLike: ...\n"
    )
    above, code = source.unwritten("Box", "")
    assert above == [
        "import re as regex",
        "from typing import Generic, TypeVar",
        "",
        "T = TypeVar('T')",
    ]
    assert code == [
        "class Box(Generic[T]):",
        "    '''Holds one thing.'''",
        "",
        "    def __init__(self, it: T) -> None:",
        "        raise NotImplementedError",
        "",
        "    @property",
        "    def size(self) -> int:",
        "        '''How large it is.'''",
        "        raise NotImplementedError",
        "",
        "    def find(self, text: regex.Pattern[str]) -> bool:",
        "        raise NotImplementedError",
    ]


def test_a_stub_of_an_abstract_class_does_not_give_its_point_away() -> None:
    assert "abstract" not in stub("Ledger", "x.py").lower().replace("abstraction", "")
    assert "ABC" not in stub("Ledger", "x.py")
    assert "class InsufficientFunds(ValueError)" in stub("Account", "x.py")


# Where it is written


def test_a_file_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "quick_sort.py"
    mine.write_text("mine", encoding="utf-8")
    said = refusal(run("practice", "quick_sort"))
    assert "'quick_sort.py' exists and is kept; choose another with --to" in said
    assert mine.read_text(encoding="utf-8") == "mine"
    done = run("practice", "quick_sort", "--to", "my answers.py")
    assert "pyinterview check 'my answers.py'" in done.stdout
    assert "def quick_sort(" in (tmp_path / "my answers.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (".", "exists and is kept"),
        ("nowhere/x.py", "no such file or directory"),
        ("a_file/x.py", "not a directory"),
        ("x" * 300, "file name too long"),
        ("\x1b[31m/x", "no such file or directory"),
    ],
)
def test_a_place_that_cannot_be_written_is_one_sentence(
    run: Run, tmp_path: Path, to: str, reason: str
) -> None:
    (tmp_path / "a_file").touch()
    said = refusal(run("practice", "quick_sort", "--to", to))
    assert reason in said
    assert "\x1b" not in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_directory_is_one_sentence(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o555)
    assert "permission denied" in refusal(run("practice", "quick_sort", folder=folder))


def test_half_a_stub_is_not_left_behind(tmp_path: Path) -> None:
    limited = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *COMMAND, "practice", "quick_sort"]
    done = subprocess.run(limited, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert "cannot write 'quick_sort.py': file too large" in refusal(done)
    assert list(tmp_path.iterdir()) == []


def test_an_odd_file_name_does_no_harm_to_the_stub(run: Run, tmp_path: Path) -> None:
    odd = 'a"""\\\u00e9\n.py'
    done = run("practice", "quick_sort", "--to", odd)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 2
    assert isinstance(ast.parse((tmp_path / odd).read_text(encoding="utf-8")), ast.Module)


# Which function is meant


@pytest.mark.parametrize(
    ("word", "name"),
    [("Quick-Sort", "quick_sort"), ("48", "sort_by"), ("ordering", "sort_by"), ("shuffle", "")],
)
def test_a_function_is_found_by_any_name_that_is_its_own(
    run: Run, tmp_path: Path, word: str, name: str
) -> None:
    run("practice", word)
    assert [path.name for path in tmp_path.iterdir()] == [f"{name or word}.py"]


@pytest.mark.parametrize("word", ["52", "sorting", "algorithms.sorting"])
def test_a_word_for_several_functions_names_them(run: Run, word: str) -> None:
    said = refusal(run("practice", word))
    assert "is several functions: insertion_sort, merge_sort, quick_sort, heap_sort" in said


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("quiksort", "did you mean quick_sort"),
        ("binary_serch", "did you mean binary_search"),
        ("74", "these questions can: "),
        ("-1", "these questions can: "),
        ("1", "these questions can: "),
        ("policy", "see: pyinterview practice"),
        ("\x1b[31m", "see: pyinterview practice"),
        ("x" * 5_000, "see: pyinterview practice"),
    ],
)
def test_what_cannot_be_practised_is_told_with_what_can(run: Run, word: str, hint: str) -> None:
    said = refusal(run("practice", "--", word))
    assert "can be practised" in said
    assert hint in said


# Hints


def test_hints_and_functions_belong_to_each_other() -> None:
    assert sorted(all_hints()) == sorted(NAMES)
    for name, entry in all_hints().items():
        assert set(entry) <= {"example", "forbidden", "hints"}, name
        assert len(entry["hints"]) == 3, name
        for hint in entry["hints"]:
            assert hint.endswith((".", "?")), hint
            assert "\n" not in hint
            assert 20 < len(hint) < 250, hint


@pytest.mark.parametrize("name", ["insertion_sort", "merge_sort", "quick_sort", "heap_sort"])
def test_sorting_by_hand_forbids_the_sorts_that_there_are(name: str) -> None:
    assert {"sorted", ".sort", "import heapq", "import bisect"} <= set(
        all_hints()[name]["forbidden"]
    )


@each
def test_each_hint_is_printed_and_the_last_points_to_the_answer(
    run: Run, tmp_path: Path, name: str
) -> None:
    for number, hint in enumerate(all_hints()[name]["hints"], start=1):
        done = run("practice", name, "--hint", str(number))
        said = " ".join(done.stdout.split())
        assert (done.returncode, done.stderr) == (0, "")
        # A line may end behind a hyphen.
        assert f"{name}, hint {number} of 3: {hint}".replace(" ", "") in said.replace(" ", "")
        following = f"practice {name} --hint {number + 1}" if number < 3 else f"show {name} --code"
        assert said.endswith(f"pyinterview {following}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", ["0", "4", "-1", "99999999999"])
def test_a_hint_that_does_not_exist_is_one_sentence(run: Run, number: str) -> None:
    said = refusal(run("practice", "quick_sort", f"--hint={number}"))
    assert f"--hint: quick_sort has hints 1 to 3, not {number}" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["--hint", "1"],
        ["--to", "x.py"],
        ["quick_sort", "--hint", "1", "--to", "x.py"],
        ["quick_sort", "--hint", "one"],
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together_write_nothing(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    refusal(run("practice", *arguments))
    assert list(tmp_path.iterdir()) == []


# What was solved


def solved_marks(run: Run, **environment: str) -> list[str]:
    """The functions that `practice` marks as solved."""
    done = run("practice", **environment)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split() for line in done.stdout.splitlines()]
    listed = [words[1] for words in lines if words and words[0].isdigit() and words[1] in NAMES]
    assert listed == NAMES
    marked = [words[1] for words in lines if words and words[-1] == "solved"]
    assert f"{len(marked)} of {len(NAMES)} solved." in done.stdout
    return marked


def test_a_solved_function_is_marked_in_the_list(run: Run, cache: Path) -> None:
    assert solved_marks(run) == []
    done = run("check", str(ALTERNATIVES / "linear_search_by_next.py"))
    assert done.returncode == 0, done.stdout
    assert solved_marks(run) == ["linear_search"]
    assert [path.name for path in cache.rglob("*")] == ["pyinterview", "solved", "linear_search"]


def test_what_is_not_solved_is_not_remembered(run: Run, cache: Path) -> None:
    mistake = ALTERNATIVES.parent.parent / "mistakes" / "linear_search_by_truth.py"
    assert run("check", str(mistake)).returncode == 1
    assert list(cache.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said_in_one_line(run: Run, cache: Path) -> None:
    (cache / "pyinterview").touch()
    done = run("check", str(ALTERNATIVES / "linear_search_by_next.py"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "linear_search: solved" in done.stdout
    assert " ".join(done.stdout.split()).endswith(
        f"Not remembered: cannot write '{cache}/pyinterview/solved': not a directory."
    )
    assert solved_marks(run) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_home_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o555)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert "permission denied" in (remember("quick_sort") or "")


@pytest.mark.parametrize("home", ["", "relative", "~"])
def test_without_a_home_nothing_is_written_anywhere(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    assert record_folder() is None
    said = remember("quick_sort")
    assert said == "Not remembered: there is no home directory and no XDG_CACHE_HOME."
    assert solved_marks(run) == []
    assert list(tmp_path.iterdir()) == []


def test_without_xdg_cache_home_the_home_directory_has_the_record(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for relative in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", relative)
        assert remember("quick_sort") is None
        assert solved_marks(run) == ["quick_sort"]
    below = "Library/Caches" if sys.platform == "darwin" else ".cache"
    assert (tmp_path / below / "pyinterview" / "solved" / "quick_sort").exists()


def test_a_record_that_is_damaged_is_no_obstacle(run: Run, cache: Path) -> None:
    folder = cache / "pyinterview" / "solved"
    folder.mkdir(parents=True)
    (folder / "quick_sort").write_bytes(b"\xff\0")
    (folder / "no_such_function").touch()
    (folder / os.fsdecode(b"\xff")).touch()
    (folder / "merge_sort").mkdir()
    assert remember("heap_sort") is None
    assert remember("merge_sort") is None
    assert sorted(solved_marks(run)) == ["heap_sort", "merge_sort", "quick_sort"]


def test_processes_that_solve_at_once_lose_nothing(run: Run) -> None:
    program = (
        "import sys; from pyinterview.app.practice import remember; sys.stdin.readline();"
        "sys.exit(remember(sys.argv[1]))"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", program, name], stdin=subprocess.PIPE)
        for name in NAMES[:8]
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
    assert [process.wait(timeout=30) for process in processes] == [0] * 8
    assert solved_marks(run) == NAMES[:8]


def test_the_verdict_as_json_is_the_same_whatever_is_remembered(run: Run, cache: Path) -> None:
    (cache / "pyinterview").touch()
    done = run("check", str(ALTERNATIVES / "linear_search_by_next.py"), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["verdict"] == "solved"
