import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';

/** The documentation's examples are data to run against, not part of the project. */
const examples = process.env.EXAMPLES_DIR ?? fileURLToPath(new URL('../../../shared/examples', import.meta.url));

describe('the examples of the Kubernetes documentation', () => {
  /** Really refused by Kubernetes 1.34. */
  const refused: Readonly<Record<string, string>> = {
    'application/job/job-tmpl.yaml': 'is a template with $ITEM in its names',
    'service/networking/dual-stack-ipv6-svc.yaml': 'has a field of an earlier release',
    'secret/tls-auth-secret.yaml': 'holds placeholders instead of base64',
    'pods/inject/envars-file-container.yaml': 'needs the alpha gate EnvFiles',
    'pods/pod-with-numeric-toleration.yaml': 'has operators of a later release',
    'pods/security/seccomp/fields.yaml': 'is the object of a running Pod, with ephemeral containers',
    'pods/storage/projected-podcertificate.yaml': 'has a field of a later release',
  };

  if (!existsSync(examples)) {
    it.skip(`have no errors (skipped: no examples at ${examples}; EXAMPLES_DIR names another folder)`);
    return;
  }

  it('have no errors', () => {
    for (const name of readdirSync(examples, { recursive: true }) as string[]) {
      if (!/\.(ya?ml|json)$/.test(name) || refused[name.replaceAll('\\', '/')]) continue;
      const text = readFileSync(path.join(examples, name), 'utf8');
      const errors = diagnose(readManifests(text)).filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, [], name);
    }
  });
});
