# Broken twins of flag, counter and progress.
heddle_order_mutants(PATTERN atomics LAYER relacy FILE atomics.hpp)

heddle_mutant(PATTERN atomics NAME flag_waits_by_spinning LAYER properties FILE atomics.hpp
              FROM "            sync::wait(state_, awaited);" TO "            sync::pause();")
heddle_mutant(PATTERN atomics NAME flag_forgets_to_wake LAYER relacy FILE atomics.hpp
              FROM "            sync::notify_all(state_);" TO "            (void)0;")
heddle_mutant(PATTERN atomics NAME flag_wakes_one LAYER relacy FILE atomics.hpp
              FROM "            sync::notify_all(state_);" TO "            sync::notify_one(state_);")
heddle_mutant(PATTERN atomics NAME flag_wakes_before_it_is_set LAYER relacy FILE atomics.hpp
              FROM "        if (state_.exchange(is_up, sync::memory_order_release) == awaited)
            sync::notify_all(state_);"
              TO "        if (state_.load(sync::memory_order_relaxed) == awaited)
            sync::notify_all(state_);
        state_.store(is_up, sync::memory_order_release);")
heddle_mutant(PATTERN atomics NAME flag_announces_over_a_set_flag LAYER relacy FILE atomics.hpp
              FROM "        state_.compare_exchange_strong(seen, awaited, sync::memory_order_relaxed, sync::memory_order_relaxed);"
              TO "        seen = state_.exchange(awaited, sync::memory_order_relaxed);")
heddle_mutant(PATTERN atomics NAME flag_waits_once LAYER relacy FILE atomics.hpp
              FROM "        while (!announced())
            sync::wait(state_, awaited);"
              TO "        if (!announced())
            sync::wait(state_, awaited);")
heddle_mutant(PATTERN atomics NAME counter_loads_then_stores LAYER relacy FILE atomics.hpp
              FROM "        const number before = state_.fetch_add(amount << 1, sync::memory_order_release);"
              TO "        const number before = state_.load(sync::memory_order_relaxed);
        state_.store(before + (amount << 1), sync::memory_order_release);")
heddle_mutant(PATTERN atomics NAME counter_wakes_one LAYER relacy FILE atomics.hpp
              FROM "        woken_.notify_all();" TO "        woken_.notify_one();")
heddle_mutant(PATTERN atomics NAME counter_forgets_the_nearest LAYER relacy FILE atomics.hpp
              FROM "        if (target < nearest)
            nearest = target;"
              TO "        nearest = target;")
heddle_mutant(PATTERN atomics NAME counter_wakes_too_late LAYER relacy FILE atomics.hpp
              FROM "            if (now < *nearest)" TO "            if (now <= *nearest)")
heddle_mutant(PATTERN atomics NAME counter_returns_the_state LAYER properties FILE atomics.hpp
              FROM "        return value(before);" TO "        return before;")
heddle_mutant(PATTERN atomics NAME progress_is_complete_one_step_early LAYER properties FILE atomics.hpp
              FROM "return done() >= total_; }" TO "return done() + 1 >= total_; }")

heddle_mutant(PATTERN atomics NAME counter_does_not_announce_its_waiter LAYER relacy FILE atomics.hpp
              FROM "state_.fetch_or(waiters, sync::memory_order_acquire)" TO "state_.load(sync::memory_order_acquire)")
heddle_mutant(PATTERN atomics NAME counter_wakes_without_the_lock LAYER relacy FILE atomics.hpp
              FROM "            wake(value(before) + amount);" TO "            woken_.notify_all();")
heddle_mutant(PATTERN atomics NAME progress_goes_beyond_the_whole LAYER properties FILE atomics.hpp
              FROM "return complete() ? 1.0 : static_cast" TO "return total_ == 0 ? 1.0 : static_cast")

# What the engine's suite, which does not sleep, sees.
heddle_mutant(PATTERN atomics NAME flag_is_set_without_release LAYER model FILE atomics.hpp
              FROM "state_.exchange(is_up, sync::memory_order_release)"
              TO "state_.exchange(is_up, sync::memory_order_relaxed)")
heddle_mutant(PATTERN atomics NAME flag_is_seen_without_acquire LAYER model FILE atomics.hpp
              FROM "return state_.load(sync::memory_order_acquire) == is_up;"
              TO "return state_.load(sync::memory_order_relaxed) == is_up;")
heddle_mutant(PATTERN atomics NAME counts_in_two_steps LAYER model FILE atomics.hpp
              FROM "const number before = state_.fetch_add(amount << 1, sync::memory_order_release);"
              TO "const number before = state_.load(sync::memory_order_acquire);
        state_.store(before + (amount << 1), sync::memory_order_release);")
