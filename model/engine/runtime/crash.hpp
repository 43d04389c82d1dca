// Crashes of the code under test become failures with a trace, and the process goes on: SIGSEGV, SIGBUS, SIGFPE,
// SIGILL, SIGTRAP and SIGABRT, stack overflow, abort(), a failed assert, std::terminate. The signal handler runs on a
// stack of its own, decides who is to blame, and lets the fiber continue in core::fail. A crash of the engine or of the
// host goes to whoever handled the signal before, so it stays as loud as it was.
//
// A periodic timer asks core::on_tick() whether to give the body up, which ends loops that never reach a hook.
#pragma once

namespace heddle::model::runtime {

// Installs the handlers for the calling thread; release_crashes() puts the previous ones back. Engine mode.
void catch_crashes();
void release_crashes();

} // namespace heddle::model::runtime
