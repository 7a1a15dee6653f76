"""The table of contents: which module answers which question, and the name of its demo.

Plain strings and numbers, so that it can be read without importing a single answer.
"""


class Row:
    """One demo: the question it answers, where it lives, what can be imported from there.

    *number* is the question's in ``questions.txt``, or None for a follow-up; *module* is
    relative to ``pyinterview``; *exports* are this row's share of the module's ``__all__``;
    *extra* is the optional dependency group that its demo needs, or empty.
    """

    def __init__(
        self,
        number: int | None,
        title: str,
        module: str,
        demo: str,
        exports: tuple[str, ...] = (),
        extra: str = "",
    ) -> None:
        self.number = number
        self.title = title
        self.module = module
        self.demo = demo
        self.exports = exports
        self.extra = extra

    @property
    def package(self) -> str:
        """The topic, which is the package's name."""
        return self.module.partition(".")[0]

    @property
    def topic(self) -> str:
        """The module's own name, without its package."""
        return self.module.partition(".")[2]

    def __repr__(self) -> str:
        return f"Row({self.number}, {self.title!r}, {self.module!r}, {self.demo!r})"


ROWS = (
    Row(
        1,
        "Authentication and authorization",
        "security.access",
        "authorize",
        ("Policy", "authorize"),
        "security",
    ),
    Row(2, "List or tuple", "language.sequences", "list_vs_tuple", ()),
    Row(
        3,
        "Decorators",
        "functional.decorators",
        "decorators",
        ("memoize", "retry", "timed", "once"),
    ),
    Row(3, "Generators", "functional.generators", "generators", ("batched", "windows", "flatten")),
    Row(4, "Logging in production", "production.logs", "production_logging", ()),
    Row(5, "Securing a REST API", "security.hardening", "secure_api", (), "security"),
    Row(6, "The GIL", "concurrency.gil", "gil", ("SafeCounter",)),
    Row(
        7,
        "Synchronous or asynchronous",
        "concurrency.blocking",
        "sync_vs_async",
        ("gather_limited",),
    ),
    Row(
        8,
        "Concurrency and parallelism",
        "concurrency.models",
        "concurrency_vs_parallelism",
        ("schedules",),
    ),
    Row(9, "Threads or processes", "concurrency.workers", "threads_vs_processes", ("map_with",)),
    Row(10, "Django or FastAPI", "web.frameworks", "django_vs_fastapi", (), "web"),
    Row(11, "Middleware", "web.middleware", "middleware", (), "web"),
    Row(12, "Depends and dependency injection", "web.dependencies", "depends", (), "web"),
    Row(13, "Validating data", "web.validation", "validation", (), "web"),
    Row(14, "Uvicorn or Gunicorn", "web.servers", "uvicorn_vs_gunicorn", (), "web"),
    Row(15, "Optimizing an API", "production.latency", "optimize_api", (), "web"),
    Row(16, "Reducing latency", "production.latency", "api_latency", (), "web"),
    Row(17, "Optimizing Python code", "production.optimization", "optimize_python", ()),
    Row(18, "Duplicate API calls", "production.idempotency", "idempotency", (), "data"),
    Row(19, "Choosing a database", "data.choosing", "choose_database", (), "data"),
    Row(20, "Telling a project", "career.history", "projects", ()),
    Row(21, "Inheritance", "oop.inheritance", "inheritance", ("linearize",)),
    Row(22, "Polymorphism", "oop.polymorphism", "polymorphism", ("Money",)),
    Row(23, "Encapsulation", "oop.encapsulation", "encapsulation", ("Account", "Validated")),
    Row(24, "Abstraction", "oop.abstraction", "abstraction", ("Ledger",)),
    Row(
        25, "Shallow and deep copy", "language.copying", "deep_copy", ("shallow_copy", "deep_copy")
    ),
    Row(26, "A Django request, inside", "web.django_requests", "django_request", (), "web"),
    Row(27, "MVC and MVT", "web.django_requests", "mvc_vs_mvt", (), "web"),
    Row(28, "Function or class views", "web.django_views", "fbv_vs_cbv", (), "web"),
    Row(29, "Lambda", "functional.lambdas", "lambda_vs_def", ("compose",)),
    Row(30, "*args and **kwargs", "functional.arguments", "args_kwargs", ("bind",)),
    Row(
        31,
        "Time and space complexity",
        "algorithms.complexity",
        "complexity",
        ("count_operations", "reallocations", "stack_depth"),
    ),
    Row(32, "Logging requests", "web.request_logging", "request_logging", (), "web"),
    Row(33, "JWT and OAuth 2.0", "security.oauth", "jwt_vs_oauth2", (), "security"),
    Row(
        34,
        "Storing passwords",
        "security.passwords",
        "hash_password",
        ("hash_password", "verify_password"),
        "security",
    ),
    Row(35, "PostgreSQL indexes", "data.indexes", "postgres_index", (), "data"),
    Row(36, "Kinds of JOIN", "data.joins", "joins", (), "data"),
    Row(37, "Linear search", "algorithms.searching", "linear_search", ("linear_search",)),
    Row(
        37,
        "Binary search",
        "algorithms.searching",
        "binary_search",
        ("binary_search", "lower_bound", "upper_bound"),
    ),
    Row(38, "Memory management", "language.memory", "memory", ()),
    Row(39, "Telling your role", "career.history", "role", ()),
    Row(40, "Mutable defaults", "language.defaults", "mutable_default", ()),
    Row(41, "Mixed dictionary keys", "language.mappings", "dict_keys", ("HashTable",)),
    Row(42, "Shuffling by hand", "algorithms.shuffling", "shuffle", ("shuffle", "shuffled")),
    Row(43, "Counting across JOINs", "data.joins", "join_counts", (), "data"),
    Row(
        44,
        "Throttling and rate limiting",
        "production.rate_limiting",
        "rate_limit",
        ("TokenBucket",),
        "data",
    ),
    Row(45, "Preventing data loss", "production.durability", "data_loss", (), "data"),
    Row(46, "Session tokens", "security.sessions", "sessions", (), "security"),
    Row(47, "Caching in Redis", "production.caching", "redis_cache", (), "data"),
    Row(48, "sort or sorted", "algorithms.ordering", "sort_vs_sorted", ("sort_by",)),
    Row(49, "RAG and Milvus", "data.retrieval", "rag", (), "rag"),
    Row(50, "pandas", "data.frames", "pandas", (), "data"),
    Row(51, "lambda, map, filter, reduce", "functional.higher_order", "map_filter_reduce", ()),
    Row(
        52,
        "Sorting by hand",
        "algorithms.sorting",
        "merge_sort",
        ("insertion_sort", "merge_sort", "quick_sort", "heap_sort"),
    ),
    Row(
        53,
        "Finding duplicates",
        "algorithms.duplicates",
        "find_duplicates",
        (
            "find_duplicates",
            "duplicate_positions",
            "duplicates_by_sorting",
            "duplicates_by_equality",
        ),
    ),
    Row(
        54,
        "Second largest",
        "algorithms.selection",
        "second_largest",
        ("second_largest", "second_largest_tournament"),
    ),
    Row(
        55,
        "What belongs in a JWT",
        "security.tokens",
        "jwt_claims",
        ("issue", "verify"),
        "security",
    ),
    Row(56, "Custom middleware", "web.middleware", "custom_middleware", (), "web"),
    Row(57, "The event loop", "concurrency.event_loop", "event_loop", ("run",)),
    Row(58, "Blocking and non-blocking in FastAPI", "web.blocking", "blocking", (), "web"),
    Row(59, "Lifespan", "web.lifespan", "lifespan", (), "web"),
    Row(60, "Why async in FastAPI", "web.blocking", "why_async", (), "web"),
    Row(
        61, "Context managers", "functional.context_managers", "context_manager", ("atomic_write",)
    ),
    Row(62, "Connecting a database", "web.database", "database_session", (), "web"),
    Row(63, "Why async in FastAPI (asked twice)", "web.blocking", "why_async", (), "web"),
    Row(64, "ASGI and WSGI", "web.gateways", "wsgi_vs_asgi", (), "web"),
    Row(65, "Path and query parameters", "web.parameters", "path_vs_query", (), "web"),
    Row(66, "Pydantic", "web.validation", "pydantic", (), "web"),
    Row(67, "How FastAPI validates", "web.validation", "validation_flow", (), "web"),
    Row(68, "def and async def", "concurrency.coroutines", "def_vs_async_def", ()),
    Row(69, "Custom errors", "web.errors", "custom_errors", (), "web"),
    Row(70, "Global exception handlers", "web.errors", "global_handlers", (), "web"),
    Row(71, "Coroutines", "concurrency.coroutines", "coroutine", ("drive",)),
    Row(72, "Async inside FastAPI", "web.async_flow", "async_flow", (), "web"),
    Row(73, "Concurrency and async", "concurrency.models", "concurrency_vs_async", ()),
    Row(
        None,
        "Sorting and counting what does not fit",
        "algorithms.external",
        "external",
        ("external_sort", "duplicates_external", "scatter_shuffle", "TopTwo"),
    ),
    Row(None, "Sorting on a cluster", "scale.distributed", "dask_sort", ("dask_sort",), "scale"),
    Row(
        None,
        "Duplicates on a cluster",
        "scale.distributed",
        "dask_duplicates",
        ("dask_duplicates",),
        "scale",
    ),
    Row(
        None,
        "Second largest on a cluster",
        "scale.distributed",
        "dask_second_largest",
        ("dask_second_largest",),
        "scale",
    ),
    Row(
        None,
        "Shuffling on a cluster",
        "scale.distributed",
        "dask_shuffle",
        ("dask_shuffle",),
        "scale",
    ),
)

PACKAGES = {
    "algorithms": "Algorithms",
    "language": "The language",
    "functional": "Functional tools",
    "oop": "Object-oriented design",
    "concurrency": "Concurrency",
    "web": "Web frameworks and servers",
    "security": "Security",
    "production": "Production",
    "data": "Data",
    "career": "Career",
    "scale": "Beyond one machine",
}

STANDARD_LIBRARY_ONLY = ("algorithms", "language", "functional", "oop", "concurrency")
