import type { Component } from 'svelte';

/** One line of a menu: something to do, or a line between groups. `keys` are the keys that do the same. */
export type MenuItem =
  | {
      label: string;
      icon?: Component;
      keys?: string;
      danger?: boolean;
      disabled?: boolean;
      reason?: string;
      run: () => void;
    }
  | 'line';
