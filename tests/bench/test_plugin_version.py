# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugins are compiled for the interface version that QEMU takes, or one sentence says why not.
A stub plays QEMU."""

from harness import processes
import pytest

from harness.paths import REPOSITORY

TOO_NEW = ("qemu: Could not load plugin ask.so: plugin requires API version 1073741824,"
           " but this QEMU supports only up to version %s")


@pytest.fixture
def answer(tmp_path):
    """What version.sh says to a QEMU that says this; header: what its qemu-plugin.h would be."""
    def ask(said: str, header: str = ""):
        qemu = tmp_path / "qemu"
        qemu.write_text("#!/bin/sh\necho '%s' >&2\nexit 1\n" % said)
        qemu.chmod(0o755)
        if header:
            (tmp_path / "qemu-plugin.h").write_text(header)
        done = processes.run([REPOSITORY / "bench/plugin/version.sh", qemu, "gcc -I%s" % tmp_path],
                             text=True, capture_output=True, env={"PATH": "/usr/bin:/bin"})
        return done.returncode, done.stdout.rstrip(), done.stderr.replace(str(qemu), "QEMU")
    return ask


@pytest.mark.parametrize("version", ["1", "4", "7"])
def test_a_version_that_is_known(answer, version):
    assert answer(TOO_NEW % version) == (0, "-DPLUGIN_VERSION=" + version, "")


def test_an_unknown_version(answer):
    assert answer(TOO_NEW % 9) == (
        1, "", "plugin: the plugins of QEMU have interface version 9;"
               " without its qemu-plugin.h, 1 to 7 are known\n")


def test_qemus_header_makes_a_version_known(answer):
    status, options, _ = answer(TOO_NEW % 9, "#define QEMU_PLUGIN_VERSION 9\n")
    assert (status, options.split()[:2]) == (0, ["-DPLUGIN_VERSION=9", "-DHAVE_QEMU_PLUGIN_H"])


def test_the_header_of_another_qemu(answer):
    assert answer(TOO_NEW % 4, "#define QEMU_PLUGIN_VERSION 9\n") == (0, "-DPLUGIN_VERSION=4", "")


def test_a_qemu_without_plugins(answer):
    assert answer("qemu: -plugin: invalid option") == (
        1, "", "plugin: QEMU takes no plugins: qemu: -plugin: invalid option\n")
