import assert from 'node:assert/strict';
import { isOpenEnded } from '../../src/vscode/openEnded.ts';

describe('open-ended commands', () => {
  const openEnded = [
    'kubectl logs -f web',
    'k logs web -c app --follow',
    'kubectl get pods -w',
    'kubectl get pods -o wide --watch',
    'kubectl get pod logs -w',
    'kubectl -n shop wait --for=condition=Ready pod/web',
    'kubectl exec -it web -- sh',
    'kubectl run shell --rm -it --image=busybox -- sh',
    'kubectl events --watch',
    'kubectl exec web -c app -- tail -F /var/log/app.log',
  ];
  const ending = [
    'kubectl logs web',
    'kubectl get pods -o wide',
    'kubectl apply -f web.yaml',
    'kubectl delete pod web',
    'kubectl logs web --follow=false',
    'kubectl exec web -c app -- sleep 3',
    'kubectl exec web -- tail -it',
    'kubectl run web --image=nginx',
    'kubectl delete pod proxy',
    'kubectl delete job wait',
    'kubectl get pods -nw',
    'kubectl get pods -ow',
    '',
  ];
  for (const line of openEnded) it(`${line}: runs on`, () => assert.equal(isOpenEnded(line), true));
  for (const line of ending) it(`${line || 'an empty line'}: ends`, () => assert.equal(isOpenEnded(line), false));
});
