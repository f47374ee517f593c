import { defineProblem } from '#libs/kernel';

export const EmailTaken = defineProblem({
  code: 'email-taken',
  kind: 'conflict',
  title: 'Another account has this email address.',
  help: 'Email addresses are unique without regard to letter case. Log in, reset the password, or use another address.',
});

export const PhoneTaken = defineProblem({
  code: 'phone-taken',
  kind: 'conflict',
  title: 'Another account has this phone number.',
  help: 'A phone number belongs to one account. Use another number, or ask an administrator to release it.',
});

export const WeakPassword = defineProblem({
  code: 'weak-password',
  kind: 'refused',
  title: 'The password is easy to guess.',
  help: 'The password is a common one, a plain pattern such as a repetition or a row of keys, or equal to the email address or the nickname. Choose another one of 10 to 128 characters.',
});

export const InvalidCredentials = defineProblem({
  code: 'invalid-credentials',
  kind: 'unauthenticated',
  title: 'The email address or the password is wrong.',
  help: 'The answer does not tell which of the two is wrong, nor whether the address has an account.',
});

export const AccountSuspended = defineProblem({
  code: 'account-suspended',
  kind: 'forbidden',
  title: 'This account is suspended.',
  help: 'The password is right, but an administrator has suspended the account. Ask an administrator to restore it.',
});

export const TokenInvalid = defineProblem({
  code: 'token-invalid',
  kind: 'refused',
  title: 'The link is used, expired or not valid.',
  help: 'Tokens from mails work once: 24 hours for verifying an address, 30 minutes for a new password. Ask for a new mail.',
});

export const LastSuperuser = defineProblem({
  code: 'last-superuser',
  kind: 'refused',
  title: 'The last active superuser has to stay.',
  help: 'Somebody must be able to administer the service. Make another account a superuser first.',
});

export const DeletionFinal = defineProblem({
  code: 'deletion-final',
  kind: 'refused',
  title: 'This account can not be restored any more.',
  help: 'Its owner deleted it more than 30 days ago, or a superuser had it erased: it is going for good.',
});
