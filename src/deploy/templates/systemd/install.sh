#!/bin/sh
# Installs what gv deploy systemd wrote, and starts it. Run it as root, in this directory; it can be run again.
set -eu
install -d -m 755 /etc/goproxy
install -m 644 nginx.conf athens.env /etc/goproxy/
install -m 644 athens@.service goproxy.service /etc/systemd/system/
systemctl daemon-reload
@@each port
systemctl enable athens@{{item}}.service
systemctl restart athens@{{item}}.service
@@end
systemctl enable goproxy.service
systemctl restart goproxy.service
echo "next: gv deploy check https://{{address}}"
