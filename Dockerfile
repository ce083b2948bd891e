# Two stages: one compiles the core and installs what is locked, the other runs it and has no compiler.

FROM python:3.13-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends g++ \
 && rm -rf /var/lib/apt/lists/*
RUN python -m venv /opt/build && python -m venv /opt/redvest
WORKDIR /src
COPY requirements/build.lock requirements/run.lock requirements/
# Every download must have the hash that the lock names.
RUN /opt/build/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/build.lock \
 && /opt/redvest/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/run.lock
COPY pyproject.toml CMakeLists.txt README.md LICENSE ./
COPY models models
COPY matcher matcher
COPY api api
RUN PATH=/opt/build/bin:$PATH \
    /opt/build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheel . \
 && /opt/redvest/bin/pip install --no-cache-dir --no-deps /wheel/redvest-*.whl

FROM python:3.13-slim
# pg_dump, pg_restore and psql are what redvest backup and restore use.
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin redvest \
 && install -d -o redvest -g redvest -m 700 /var/lib/redvest /var/lib/redvest/keys /var/lib/redvest/backups
COPY --from=build /opt/redvest /opt/redvest
ENV PATH=/opt/redvest/bin:$PATH PYTHONUNBUFFERED=1 MPLCONFIGDIR=/tmp/matplotlib
USER redvest
WORKDIR /var/lib/redvest
EXPOSE 8000
CMD ["redvest", "serve", "--host", "0.0.0.0"]
