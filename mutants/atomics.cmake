# Broken twins of flag, counter and progress.
heddle_order_mutants(PATTERN atomics LAYER relacy FILE atomics.hpp)

heddle_mutant(PATTERN atomics NAME set_notifies_before_it_stores LAYER relacy FILE atomics.hpp
              FROM "        if (state_.exchange(is_up, sync::memory_order_release) == awaited)
            sync::notify_all(state_);"
              TO "        if (state_.load(sync::memory_order_relaxed) == awaited)
            sync::notify_all(state_);
        state_.exchange(is_up, sync::memory_order_release);")
heddle_mutant(PATTERN atomics NAME set_wakes_one LAYER relacy FILE atomics.hpp
              FROM "sync::notify_all(state_)" TO "sync::notify_one(state_)")
heddle_mutant(PATTERN atomics NAME set_wakes_nobody LAYER stress FILE atomics.hpp
              FROM "            sync::notify_all(state_);" TO "            (void)0;")
heddle_mutant(PATTERN atomics NAME flag_checked_once LAYER relacy FILE atomics.hpp
              FROM "        while (!announced())
            sync::wait(state_, awaited);"
              TO "        if (!is_set())
            sync::wait(state_, is_down);")
heddle_mutant(PATTERN atomics NAME flag_waits_by_spinning LAYER properties FILE atomics.hpp
              FROM "            sync::wait(state_, awaited);" TO "            sync::pause();")
heddle_mutant(PATTERN atomics NAME count_by_load_and_store LAYER relacy FILE atomics.hpp
              FROM "        const number before = state_.fetch_add(amount << 1, sync::memory_order_release);"
              TO "        const number before = state_.load(sync::memory_order_relaxed);
        state_.store(before + (amount << 1), sync::memory_order_release);")
heddle_mutant(PATTERN atomics NAME waiter_is_not_announced LAYER relacy FILE atomics.hpp
              FROM "state_.fetch_or(waiters, sync::memory_order_acquire)" TO "state_.load(sync::memory_order_acquire)")
heddle_mutant(PATTERN atomics NAME count_wakes_one LAYER relacy FILE atomics.hpp
              FROM "        woken_.notify_all();" TO "        woken_.notify_one();")
heddle_mutant(PATTERN atomics NAME count_wakes_without_the_lock LAYER relacy FILE atomics.hpp
              FROM "        if (before & waiters)
            wake(value(before) + amount);"
              TO "        if (before & waiters)
            woken_.notify_all();")
heddle_mutant(PATTERN atomics NAME count_forgets_who_waits_for_more LAYER relacy FILE atomics.hpp
              FROM "        while (!reached(target, *nearest))
            woken_.wait(nearest);"
              TO "        if (!reached(target, *nearest))
            woken_.wait(nearest);")
heddle_mutant(PATTERN atomics NAME nearest_is_the_farthest LAYER relacy FILE atomics.hpp
              FROM "if (target < nearest)" TO "if (nearest == nobody || target > nearest)")
heddle_mutant(PATTERN atomics NAME fraction_beyond_the_whole LAYER properties FILE atomics.hpp
              FROM "return complete() ? 1.0 : static_cast" TO "return total_ == 0 ? 1.0 : static_cast")
