/**
 * The scenarios that the real kubectl does not play with the same output yet, each with its reason: the built-in kubectl or
 * the server is still to be mended there.
 */
export const unlikeScenarios: Readonly<Record<string, string>> = {
  'api-discovery': 'the built-in kubectl leaves out kinds of the authorization and metrics groups',
  'apply-folder': 'the OpenAPI v2 document is answered as JSON where only Protocol Buffers are accepted',
  'apply-prunes-fields': 'the built-in kubectl has no --prune',
  'around-the-cluster': 'the built-in kubectl leaves out kinds of the authorization and metrics groups',
  drain: "the real kubectl's drain words its error in another way",
  'logs-of-workloads': 'the built-in kubectl words an unknown container in another way',
  mistakes: 'the OpenAPI v2 document is answered as JSON where only Protocol Buffers are accepted',
  never: 'the built-in kubectl words an unknown container in another way',
  nodes: 'with --overwrite the real kubectl says that a Node is modified',
  'patch-scale': 'the real kubectl names the Scale, not the Deployment, that was patched',
  'patch-types': "the line numbers of the YAML reader's problems differ",
  'run-a-pod': 'the real kubectl refuses --show-labels with custom columns',
  'ship-logs': 'the server finds a change where the built-in kubectl finds none',
  'sort-and-columns': 'a difference of columns that is still to be looked at',
};
