# The edge of shops' own domains. The official image gives its program the right to open ports below 1024; tasks drop every
# capability and listen above, and the kernel starts no program that asks for a right which it can not get.
# docker build --platform linux/arm64 -f infra/image/Caddy.Dockerfile infra/image
FROM caddy:2.10.2-alpine
RUN setcap -r /usr/bin/caddy
USER 10001:10001
