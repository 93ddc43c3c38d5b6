import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnose } from '../../../src/manifests/diagnostics.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';

/** Advice on each manifest in a folder: `file: name of the rule`, once each. */
function adviceIn(folder: string): { at: string; severity: string }[] {
  return (readdirSync(folder, { recursive: true }) as string[]).flatMap((name) => {
    if (!/\.(ya?ml|json)$/.test(name)) return [];
    const found = diagnose(readManifests(readFileSync(path.join(folder, name), 'utf8')));
    const said = new Map(found.map(({ code, severity }) => [code, severity]));
    return [...said]
      .filter(([code]) => code.startsWith('advice/'))
      .map(([code, severity]) => ({ at: `${name.replaceAll('\\', '/')}: ${code.slice('advice/'.length)}`, severity }));
  });
}

const ofProject = (folder: string) => fileURLToPath(new URL(`../../../${folder}`, import.meta.url));

describe('advice is rare', () => {
  /** The documentation's examples are data to run against, not part of the project. */
  const examples = process.env.EXAMPLES_DIR ?? ofProject('../shared/examples');

  /** All of it is right: a cluster shows each. What is not of these is a rule that says too much. */
  const known = `
admin/sched/my-scheduler.yaml: liveness-like-readiness
application/mysql/mysql-deployment.yaml: secret-in-plain-text
application/nginx-app.yaml: load-balancer-provider
application/nginx/nginx-svc.yaml: load-balancer-provider
application/wordpress/wordpress-deployment.yaml: load-balancer-provider
application/zookeeper/zookeeper.yaml: liveness-like-readiness
configmap/env-configmap.yaml: one-shot-command
debug/fluentd-gcp-ds.yaml: dns-policy-default
debug/termination.yaml: one-shot-command
pods/init-containers.yaml: dns-policy-default
pods/inject/dependent-envars.yaml: undefined-variable
pods/resource/cpu-request-limit-2.yaml: resource-unit
pods/security/seccomp/fields.yaml: one-shot-command
secret/dotfile-secret.yaml: one-shot-command
service/access/frontend-service.yaml: load-balancer-provider
service/networking/dual-stack-prefer-ipv6-lb-svc.yaml: load-balancer-provider
service/pod-with-graceful-termination.yaml: pre-stop-outlasts-grace
`;

  if (!existsSync(examples)) {
    it.skip(`in the documentation's examples (skipped: no examples at ${examples}; EXAMPLES_DIR names another folder)`);
  } else {
    it("in the documentation's examples, and right where it is given", () => {
      const given = adviceIn(examples).map(({ at }) => at);
      const isVersion = (at: string) => at.endsWith(': image-without-version');
      assert.deepEqual(given.filter((at) => !isVersion(at)).sort(), known.trim().split('\n').sort());
      assert.ok(given.filter(isVersion).length <= 12, given.filter(isVersion).join('\n'));
    });
  }

  it('in the solutions of the labs: never a warning', () => {
    const solutions = adviceIn(ofProject('labs')).filter(({ at }) => at.includes('/solutions/'));
    assert.deepEqual(
      solutions.filter(({ severity }) => severity !== 'info'),
      [],
    );
  });
});
