import { toast } from 'svelte-sonner';

/** Something a person can do about a notice. */
interface NoticeAction {
  label: string;
  run: () => void;
}

/** Short messages in the corner. What must be read stands in the page instead. */
export class Notices {
  /** Something went well. */
  good(text: string, action?: NoticeAction): void {
    toast.success(text, { action: asToastAction(action) });
  }

  /** Something did not go well; `detail` says what was not changed. */
  bad(text: string, detail?: string, action?: NoticeAction): void {
    toast.error(text, { description: detail, duration: 10_000, action: asToastAction(action) });
  }

  /** A change that can be taken back for eight seconds. */
  undo(text: string, run: () => void): void {
    toast.success(text, { duration: 8000, action: asToastAction({ label: 'Undo', run }) });
  }
}

function asToastAction(action?: NoticeAction) {
  return action && { label: action.label, onClick: action.run };
}
