/**
 * The scenarios that the real kubectl does not play with the same output, each with its reason: the built-in kubectl or
 * the server is still to be mended there, but for the kubeconfig, which is another one by nature.
 */
export const unlikeScenarios: Readonly<Record<string, string>> = {
  'drain-with-budget': 'kubectl waits five seconds of the wall clock before it tries again to evict a Pod',
  'replace-force-pod': 'kubectl asks each second of the wall clock whether the Pod is gone',
  'drain-retries': 'kubectl waits five seconds of the wall clock before it tries again to evict a Pod',
};
