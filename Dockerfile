# Hearth in a container: docker build -t hearth . && docker run --read-only --cap-drop=ALL …
FROM python:3.11-slim AS build
ARG UV_VERSION=0.13.9
RUN pip install --no-cache-dir --disable-pip-version-check uv==$UV_VERSION
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /hearth
# The dependencies change seldom; they get a layer of their own.
COPY pyproject.toml uv.lock LICENSE ./
RUN uv sync --frozen --no-dev --no-install-project
COPY . .
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.11-slim
COPY --from=build /hearth/.venv /hearth/.venv
# Nobody's number: it owns nothing in the image but the one folder that may be written.
RUN install --directory --owner=65532 --group=65532 --mode=0700 /data
ENV PATH=/hearth/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/data
# In a container nothing is made up, a key least of all; its network is its own, so it may listen.
ENV HEARTH_CONTAINER=true HEARTH_DATA=/data HEARTH_HOST=0.0.0.0
USER 65532:65532
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["hearth", "doctor", "--alive"]
ENTRYPOINT ["hearth"]
CMD ["run"]
