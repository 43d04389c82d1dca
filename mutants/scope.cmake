# Broken twins of scope and its threads.
heddle_order_mutants(PATTERN scope LAYER relacy FILE scope_state.hpp)

heddle_mutant(PATTERN scope NAME returns_at_one LAYER relacy FILE scope_state.hpp
              FROM "while (const std::uint32_t running = running_.load(sync::memory_order_acquire))
            sync::wait(running_, running);"
              TO "for (std::uint32_t running; (running = running_.load(sync::memory_order_acquire)) > 1;)
            sync::wait(running_, running);")
heddle_mutant(PATTERN scope NAME looks_once LAYER relacy FILE scope_state.hpp
              FROM "while (const std::uint32_t running" TO "if (const std::uint32_t running")
heddle_mutant(PATTERN scope NAME forgets_to_wake LAYER relacy FILE scope_state.hpp
              FROM "            sync::notify_one(running_);" TO "            (void)0;")
heddle_mutant(PATTERN scope NAME wakes_before_the_last LAYER relacy FILE scope_state.hpp
              FROM "sync::memory_order_release) == 1)" TO "sync::memory_order_release) == 2)")
heddle_mutant(PATTERN scope NAME wakes_before_it_counts LAYER relacy FILE scope_state.hpp
              FROM "        if (running_.fetch_sub(1, sync::memory_order_release) == 1)
            sync::notify_one(running_);"
              TO "        sync::notify_one(running_);
        running_.fetch_sub(1, sync::memory_order_release);")
heddle_mutant(PATTERN scope NAME thread_does_not_own_the_state LAYER relacy FILE scope_state.hpp
              FROM "        share();" TO "        if (false)
            share();")
heddle_mutant(PATTERN scope NAME failed_threads_overwrite_each_other LAYER relacy FILE scope_state.hpp
              FROM "        while (!failed_.compare_exchange_weak(one->next_failed, one, sync::memory_order_relaxed,
                                              sync::memory_order_relaxed)) {
        }"
              TO "        failed_.store(one, sync::memory_order_relaxed);")
heddle_mutant(PATTERN scope NAME joined_exception_thrown_again LAYER properties FILE scope_state.hpp
              FROM "if (!one->claimed())" TO "if (true)")
heddle_mutant(PATTERN scope NAME last_exception_wins LAYER properties FILE scope_state.hpp
              FROM "if (!one->claimed())" TO "if (!one->claimed() && !first)")
heddle_mutant(PATTERN scope NAME join_forgotten_when_the_body_throws LAYER relacy FILE scope.hpp
              FROM "    threads.state_->wait_for_all();"
              TO "    if (!done.error())
        threads.state_->wait_for_all();")
heddle_mutant(PATTERN scope NAME looks_for_failures_before_all_are_done LAYER relacy FILE scope.hpp
              FROM "    threads.state_->wait_for_all();
    const std::exception_ptr failure = threads.state_->take_failures();"
              TO "    const std::exception_ptr failure = threads.state_->take_failures();
    threads.state_->wait_for_all();")
heddle_mutant(PATTERN scope NAME exception_of_a_thread_swallowed LAYER properties FILE scope.hpp
              FROM "if (!done.error() && failure)" TO "if (false)")
heddle_mutant(PATTERN scope NAME exception_of_a_thread_first LAYER properties FILE scope.hpp
              FROM "if (!done.error() && failure)" TO "if (failure)")
heddle_mutant(PATTERN scope NAME counted_after_the_start LAYER relacy FILE scope.hpp
              FROM "        counted_in entry(*state_);
        handle.start(std::move(made), [state = state_](work* mine) { run(*mine, *state); });"
              TO "        handle.start(std::move(made), [state = state_](work* mine) { run(*mine, *state); });
        counted_in entry(*state_);")
heddle_mutant(PATTERN scope NAME counts_one_thread_only LAYER relacy FILE scope_state.hpp
              FROM "        running_.fetch_add(1, sync::memory_order_relaxed);"
              TO "        std::uint32_t body_only = 0;
        running_.compare_exchange_strong(body_only, 1, sync::memory_order_relaxed, sync::memory_order_relaxed);")
heddle_mutant(PATTERN scope NAME not_started_stays_counted LAYER properties FILE scope.hpp
              FROM "                state_->leave();" TO "                (void)0;")
heddle_mutant(PATTERN scope NAME failure_added_after_counting_out LAYER relacy FILE scope.hpp
              FROM "        if (failed)
            state.add_failed(&mine);
        mine.finish();
        if (!failed)
            mine.let_go();
        state.leave();"
              TO "        state.share();
        mine.finish();
        if (!failed)
            mine.let_go();
        state.leave();
        if (failed)
            state.add_failed(&mine);
        state.let_go();")

# The same mistakes before the engine.
heddle_mutant(PATTERN scope NAME returns_at_one LAYER model FILE scope_state.hpp
              FROM "while (const std::uint32_t running = running_.load(sync::memory_order_acquire))
            sync::wait(running_, running);"
              TO "for (std::uint32_t running; (running = running_.load(sync::memory_order_acquire)) > 1;)
            sync::wait(running_, running);")
heddle_mutant(PATTERN scope NAME looks_once LAYER model FILE scope_state.hpp
              FROM "while (const std::uint32_t running" TO "if (const std::uint32_t running")
heddle_mutant(PATTERN scope NAME forgets_to_wake LAYER model FILE scope_state.hpp
              FROM "            sync::notify_one(running_);" TO "            (void)0;")
heddle_mutant(PATTERN scope NAME wakes_before_the_last LAYER model FILE scope_state.hpp
              FROM "sync::memory_order_release) == 1)" TO "sync::memory_order_release) == 2)")
heddle_mutant(PATTERN scope NAME thread_does_not_own_the_state LAYER model FILE scope_state.hpp
              FROM "        share();" TO "        if (false)
            share();")
heddle_mutant(PATTERN scope NAME join_forgotten_when_the_body_throws LAYER model FILE scope.hpp
              FROM "    threads.state_->wait_for_all();"
              TO "    if (!done.error())
        threads.state_->wait_for_all();")
heddle_mutant(PATTERN scope NAME failed_threads_overwrite_each_other LAYER model FILE scope_state.hpp
              FROM "        while (!failed_.compare_exchange_weak(one->next_failed, one, sync::memory_order_relaxed,
                                              sync::memory_order_relaxed)) {
        }"
              TO "        failed_.store(one, sync::memory_order_relaxed);")
