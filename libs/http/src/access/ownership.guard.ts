import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  type Type,
  UseGuards,
} from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { DomainError, type Id, parseId, type Viewer } from '#libs/kernel';
import { Unauthenticated } from '../problems/http.errors.js';
import { orNotFound } from '../problems/or-not-found.js';
import { viewerOf } from '../request/request-viewer.js';

/** Knows who owns what. */
export interface OwnershipPolicy {
  /** @throws DomainError `not-found` when the viewer may not see it, `forbidden` when only the change is refused */
  assertOwner(viewer: Viewer, id: Id): Promise<void>;
}

interface Ownership {
  readonly policy: Type<OwnershipPolicy>;
  readonly param: string;
}

const OWNERSHIP = Symbol('maru:ownership');

/** Asks a policy whether the viewer owns the resource of a path id. */
@Injectable()
export class OwnershipGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const ownership = this.reflector.get<Ownership | undefined>(OWNERSHIP, context.getHandler());
    if (!ownership) {
      return true;
    }
    const request = context
      .switchToHttp()
      .getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
    const viewer = viewerOf(request);
    if (!viewer) {
      throw new DomainError(Unauthenticated);
    }
    const id = orNotFound(parseId(request.params[ownership.param]));
    await this.modules.get(ownership.policy, { strict: false }).assertOwner(viewer, id);
    return true;
  }
}

/** Only the owner of the resource with this path id passes: `@OwnedBy(PostPolicy, 'postId')`. */
export function OwnedBy(policy: Type<OwnershipPolicy>, param: string): MethodDecorator {
  const ownership: Ownership = { policy, param };
  return applyDecorators(SetMetadata(OWNERSHIP, ownership), UseGuards(OwnershipGuard));
}
