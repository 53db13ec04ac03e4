export const MANAGEMENT_PRODUCTS = ['dedicated', 'clustered'] as const;
export type ManagementProduct = (typeof MANAGEMENT_PRODUCTS)[number];

/** What the vendor's documents leave open, or what differs between releases: a test may choose. */
export interface ManagementSwitches {
  /** Revoked tokens are found neither in the list nor by id. By default they stay, with `revokedAt`. */
  hideRevoked?: boolean;
  /** A revoked token loses its rights; by default they stay in its row. */
  clearPermissionsOnRevoke?: boolean;
  /** A description that another living token has is a 409. */
  conflictOnDuplicateDescription?: boolean;
  /** `expirationType`, which the guide knows and the description does not, is a 400. */
  refuseExpirationType?: boolean;
  /** What a change of a revoked token is answered with. */
  changeOfRevoked?: 404 | 409;
  /** Milliseconds in which a new token is not yet known to the data plane ("seconds to minutes"). */
  activationLagMs?: number;
  /** How a date that is not set is sent: left out, or the two wrong ways that a client should bear. */
  unsetDates?: 'missing' | 'null' | 'epoch';
  /** Whose the identity provider's tokens are. Management tokens are never limited by a role. */
  role?: Role;
}

/** Dedicated: admins do all, members read and create database tokens, auditors read. On Clustered all are admins. */
export type Role = 'admin' | 'member' | 'auditor';
