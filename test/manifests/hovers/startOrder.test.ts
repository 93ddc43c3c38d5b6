import { pod, says, silentOf } from './hoverCheck.ts';

const init = '  initContainers:\n    - name: migrate\n    - name: proxy\n      restartPolicy: Always\n';

describe('hover on the order of containers', () => {
  it('says who starts when, and who waits for whom', () => {
    says(
      pod(`${init.replace('init', 'in$0it')}  containers:\n    - name: app\n    - name: log\n`),
      '1. `migrate` runs to its end, exit code 0; `proxy` waits for that.',
      '2. `proxy` (sidecar) starts and stays; the containers wait only until it has started, **not** until it is ready.',
      '3. `app` and `log` start together, none waits for the other.',
      '**How it stops:** first the containers, then `proxy`.',
    );
  });

  it('marks the container whose name it is, and knows startup probes', () => {
    says(
      pod(`${init.replace('proxy', 'pro$0xy')}      startupProbe: {}\n  containers:\n    - name: app\n`),
      '2. **`proxy`** (sidecar) starts and stays; the container waits until its startup probe has succeeded.',
    );
  });

  it('says of plain containers that none is first', () => {
    says(
      pod('  contai$0ners:\n    - name: app\n    - name: log\n'),
      'what must be first belongs into `initContainers`',
    );
    silentOf(pod('  contai$0ners:\n    - name: app\n'), /How it starts/);
  });

  it('stops sidecars backwards', () => {
    const two = '    - { name: first, restartPolicy: Always }\n    - { name: second, restartPolicy: Always }\n';
    says(
      pod(`  init$0Containers:\n${two}  containers:\n    - name: app\n`),
      'then `second` and `first`, one after the other',
    );
  });
});
