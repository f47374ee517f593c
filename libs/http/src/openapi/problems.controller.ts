import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError, findProblem } from '#libs/kernel';
import { Endpoint } from '../endpoint/endpoint.js';
import { NotFound } from '../problems/http.errors.js';
import { PROBLEM_STATUS } from '../problems/problem-status.js';

/** Explains problems: where the `type` of an error leads. */
@ApiExcludeController()
@Controller('problems')
export class ProblemsController {
  @Get(':code')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Endpoint({ summary: 'Explain a problem', access: 'anyone', always: true, status: 200 })
  explainProblem(@Param('code') code: string): string {
    const problem = findProblem(code);
    if (!problem) {
      throw new DomainError(NotFound);
    }
    return `${problem.code} (HTTP ${PROBLEM_STATUS[problem.kind]})\n\n${problem.title}\n\n${problem.help}\n`;
  }
}
