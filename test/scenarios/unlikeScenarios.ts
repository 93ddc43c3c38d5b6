/**
 * The scenarios that the real kubectl does not play with the same output, each with its reason: the built-in kubectl or
 * the server is still to be mended there, but for the kubeconfig, which is another one by nature.
 */
export const unlikeScenarios: Readonly<Record<string, string>> = {
  'apply-folder': 'the OpenAPI v2 document is answered as JSON where only Protocol Buffers are accepted',
  'around-the-cluster': 'config view shows the kubeconfig of the door, which has an address, a certificate and a token',
  'logs-of-workloads': 'the real exec leaves it to the server to refuse an unknown container',
  mistakes: 'the OpenAPI v2 document is answered as JSON where only Protocol Buffers are accepted',
  'ship-logs': 'applying what is applied already is a change for the real kubectl',
};
