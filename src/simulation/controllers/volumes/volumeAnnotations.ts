/** What the parts of storage tell one another in annotations, in Kubernetes' own names. */
export const volumeAnnotations = {
  /** The claim and its volume know each other. */
  bindCompleted: 'pv.kubernetes.io/bind-completed',
  /** The controller, and not a person, wrote the volume's claim or the claim's volume. */
  boundByController: 'pv.kubernetes.io/bound-by-controller',
  provisionedBy: 'pv.kubernetes.io/provisioned-by',
  /** Who is asked to make a volume for the claim. */
  storageProvisioner: 'volume.kubernetes.io/storage-provisioner',
  /** The same, before it was stable. */
  oldStorageProvisioner: 'volume.beta.kubernetes.io/storage-provisioner',
  /** Where the first Pod of the claim will run: written by the scheduler. */
  selectedNode: 'volume.kubernetes.io/selected-node',
} as const;
