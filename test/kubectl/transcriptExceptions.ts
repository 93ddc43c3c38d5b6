const otherKubelet =
  'the recorded kubelet was a stand-in: everything ran at once, nothing restarted or ended; here images are pulled and containers live';
const internalDump =
  "the server's message ends with a diff of its internal Go structures, of which only the place differs; or it names one cause less";
const standIn =
  'the recorded cluster had a stand-in for metrics-server that never knew anything; here nobody has installed one';

/** Commands of the recorded sessions that print something else here, each with its reason. */
export const transcriptExceptions: Readonly<Record<string, string>> = {
  'create-imperative: kubectl get deploy': otherKubelet,
  'create-imperative: kubectl get pods --show-labels': otherKubelet,
  'notfound: kubectl top pod nope': standIn,
  'pods: kubectl get pod web': otherKubelet,
  'pods: kubectl get pod web -o yaml': otherKubelet,
  'pods: kubectl describe pod web': otherKubelet,
  'pods: kubectl apply -f - #3': internalDump,
  'pods: kubectl apply -f - #4': internalDump,
  'pods: kubectl get pods -l app=web': otherKubelet,
  "pods: kubectl get pods -l 'app in (web,api)'": otherKubelet,
  'pods: kubectl get pods --field-selector=status.phase=Running': otherKubelet,
  'pods: kubectl get pods -w --request-timeout=1s': otherKubelet,
  'pods: kubectl patch pod web --type=json -p \'[{"op":"replace","path":"/spec/restartPolicy","value":"Never"}]\'':
    internalDump,
  'pods: kubectl top pods': standIn,
  'pods: kubectl top nodes': standIn,
  'pods: kubectl get pod web #2': otherKubelet,
  'pods: kubectl delete pod web --grace-period=0 --force': otherKubelet,
  'rollout: kubectl rollout status deployment/web': otherKubelet,
  'rollout: kubectl get rs': otherKubelet,
  'rollout: kubectl rollout status deployment/web --watch=false': otherKubelet,
  'rollout: kubectl describe deployment web': otherKubelet,
  'rollout: kubectl get events --sort-by=.lastTimestamp': otherKubelet,
  'services: kubectl get endpoints web #2': otherKubelet,
};
