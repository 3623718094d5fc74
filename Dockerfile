# docker build -t disclint . && docker run --rm -v "$PWD:/work" disclint check
FROM python:3.13-slim AS build
COPY . /source
RUN pip wheel --no-cache-dir --wheel-dir /wheels "/source[pdf]"

FROM python:3.13-slim
# LibreOffice reads doc, wps and rtf; leave it out where none come: --build-arg OFFICE=
ARG OFFICE=libreoffice-writer-nogui
RUN if [ -n "$OFFICE" ]; then \
      apt-get update && apt-get install --yes --no-install-recommends "$OFFICE" && rm -rf /var/lib/apt/lists/*; \
    fi
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-index --find-links /wheels "disclint[pdf]" && rm -rf /wheels \
    && useradd --create-home disclint
USER disclint
WORKDIR /work
ENTRYPOINT ["disclint"]
CMD ["--help"]
