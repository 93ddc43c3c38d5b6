import { checkDiagnostics } from '../markedYaml.ts';
import { podWith } from './manifests.ts';

const container = (lines: string) => podWith(`containers:\n  - name: app\n    image: example.com/app:1\n${lines}`);
const silent = (...all: string[]) => {
  for (const lines of all) checkDiagnostics(container(lines));
};

describe('advice/command-in-one-string', () => {
  it('is given for a whole line in the first item', () => {
    checkDiagnostics(
      container(`
    command: ["sleep 10"]
              ^^^^^^^^^^ advice/command-in-one-string: Write each word as an item of its own: ["sleep", …]
`),
    );
    checkDiagnostics(
      container(`
    command:
      - nginx -t && nginx
        ^^^^^^^^^^^^^^^^^ advice/command-in-one-string: Let a shell read it
`),
    );
    checkDiagnostics(
      container(`
    readinessProbe:
      exec:
        command: ["cat /tmp/ready"]
                  ^^^^^^^^^^^^^^^^ advice/command-in-one-string: "cat /tmp/ready"
`),
    );
    checkDiagnostics(
      container(`
    command: ["sh -c", "echo hello"]
              ^^^^^^^ advice/command-in-one-string: ["sh", …]
`),
    );
  });

  it('is not given for words, for scripts, and for arguments with spaces', () =>
    silent(
      '    command: [serve, "a b"]',
      '    command: [sh, -c, "sleep 10; serve"]',
      '    args: ["hello world"]',
      '    command: ["C:/Program Files/app.exe"]',
    ));
});

describe('advice/shell-syntax-without-shell', () => {
  it('is given for what only a shell understands', () => {
    checkDiagnostics(
      container(`
    command: ["prepare", "&&", "serve"]
                         ^^^^ advice/shell-syntax-without-shell: plain argument
`),
    );
    checkDiagnostics(
      container(`
    args:
      - --verbose
      - ">/dev/null"
        ^^^^^^^^^^^^ advice/shell-syntax-without-shell: Let a shell do it
`),
    );
    checkDiagnostics(
      container(`
    command: [serve]
    args: ["--name=\${NAME}"]
                   ^^^^^^^ advice/shell-syntax-without-shell: $(NAME)
    env: [{ name: NAME, value: a }]
`),
    );
    checkDiagnostics(
      container(`
    livenessProbe:
      exec:
        command: [ps, "|", grep, app]
                      ^^^ advice/shell-syntax-without-shell: "|"
`),
    );
  });

  it('is not given in shells, for programs with such words of their own, and for other variables', () =>
    silent(
      '    command: [sh, -c, "a && b"]',
      '    command: [timeout, "5", sh, -c, "a | b", "|"]',
      '    command: [find, /, -exec, ls, "{}", ";"]',
      '    command: [serve, "--format=$host $NAME"]',
      '    command: [serve, "a&&b", "x > y"]',
    ));
});

describe('advice/script-in-pieces', () => {
  it('is given for words after the script that it does not use', () => {
    checkDiagnostics(
      container(`
    command: [sh, -c, sleep, "100"]
                             ^^^^^ advice/script-in-pieces: the one item "sleep"
`),
    );
    checkDiagnostics(
      container(`
    command: [/bin/bash, -o, pipefail, -ec]
    args:
      - prepare
      - serve
        ^^^^^ advice/script-in-pieces: Write the whole script as one item
`),
    );
  });

  it('is not given for one script, one that uses its parameters, and a file', () =>
    silent(
      '    command: [sh, -c, "prepare; serve"]',
      '    command: [sh, -c, \'exec "$0" "$@"\', serve, a]',
      '    command: [sh, /start.sh, a, b]',
      '    command: [sh, -c]\n    args: ["serve"]',
    ));
});

describe('advice/undefined-variable', () => {
  it('is given for a variable that is not there, or only further down', () => {
    checkDiagnostics(
      container(`
    env:
      - name: URL
        value: http://$(HOST):80
                      ^^^^^^^ advice/undefined-variable: no such variable
`),
    );
    checkDiagnostics(
      container(`
    env:
      - name: URL
        value: http://$(HOST):80
                      ^^^^^^^ advice/undefined-variable: defined further down
      - name: HOST
        value: web
`),
    );
    checkDiagnostics(
      container(`
    command: [serve, "--at=$(date +%F)"]
                           ^^^^^^^^^^^ advice/undefined-variable: only a shell runs a command
`),
    );
  });

  it('is not given for what is there, may be there, is a plain text, or is for a shell', () =>
    silent(
      '    env: [{ name: HOST, value: web }, { name: URL, value: "http://$(HOST)" }]\n    args: ["$(URL)"]',
      '    env: [{ name: URL, value: "$(DB_SERVICE_HOST):$(DB_SERVICE_PORT) $(DB_PORT_5432_TCP_ADDR)" }]',
      '    env: [{ name: URL, value: "$$(HOST) $(HOST $" }]',
      '    envFrom: [{ configMapRef: { name: all } }]\n    env: [{ name: URL, value: "$(HOST)" }]',
      '    command: [sh, -c, "echo $(date)"]',
    ));
});
