# Broken twins of the mutex and its condition variable.
heddle_order_mutants(PATTERN mutex LAYER relacy FILE raw_mutex.hpp)

heddle_mutant(PATTERN mutex NAME forgets_to_wake LAYER stress FILE raw_mutex.hpp
              FROM "            sync::notify_one(state_);" TO "            (void)0;")
heddle_mutant(PATTERN mutex NAME contended_lock_hides_waiters LAYER relacy FILE raw_mutex.hpp
              FROM "compare_exchange_weak(seen, mine | waiters," TO "compare_exchange_weak(seen, mine,")
heddle_mutant(PATTERN mutex NAME try_lock_looks_before_it_leaps LAYER relacy FILE raw_mutex.hpp
              FROM "        return state_.compare_exchange_strong(seen, owned_by(sync::this_thread_id()), sync::memory_order_acquire,
                                              sync::memory_order_relaxed);"
              TO "        if (state_.load(sync::memory_order_acquire) != seen)
            return false;
        state_.store(owned_by(sync::this_thread_id()), sync::memory_order_relaxed);
        return true;")
heddle_mutant(PATTERN mutex NAME relocking_hangs LAYER properties FILE raw_mutex.hpp
              FROM "if ((seen & ~waiters) == mine)" TO "if (false)")
heddle_mutant(PATTERN mutex NAME anyone_may_unlock LAYER properties FILE raw_mutex.hpp
              FROM "if (!held_by_this_thread())" TO "if (false)")
heddle_mutant(PATTERN mutex NAME unwinding_does_not_poison LAYER properties FILE mutex.hpp
              FROM "if (died)" TO "if (false)")
heddle_mutant(PATTERN mutex NAME any_unwinding_poisons LAYER properties FILE unwinding.hpp
              FROM "> in_flight_" TO "> 0")
heddle_mutant(PATTERN mutex NAME moved_guard_unlocks_twice LAYER properties FILE mutex.hpp
              FROM "owner_(std::exchange(other.owner_, nullptr))" TO "owner_(other.owner_)")
heddle_mutant(PATTERN mutex NAME poisoned_lock_stays_locked LAYER properties FILE mutex.hpp
              FROM "        lock_.lock();
        return healthy(guard(*this));"
              TO "        lock_.lock();
        if (is_poisoned())
            throw poisoned();
        return guard(*this);")
heddle_mutant(PATTERN mutex NAME condition_unlocks_before_it_counts LAYER relacy FILE condition_variable.hpp
              FROM "        const std::uint32_t seen = notifications_.load(sync::memory_order_relaxed);
        held.raw().unlock();"
              TO "        held.raw().unlock();
        const std::uint32_t seen = notifications_.load(sync::memory_order_relaxed);")
heddle_mutant(PATTERN mutex NAME condition_checked_once LAYER relacy FILE condition_variable.hpp
              FROM "        while (!ready(*held))
            wait(held);"
              TO "        if (!ready(*held))
            wait(held);")
heddle_mutant(PATTERN mutex NAME notify_all_wakes_one LAYER relacy FILE condition_variable.hpp
              FROM "        sync::notify_all(notifications_);" TO "        sync::notify_one(notifications_);")
heddle_mutant(PATTERN mutex NAME notify_without_count LAYER relacy FILE condition_variable.hpp
              FROM "        notifications_.fetch_add(1, sync::memory_order_relaxed);" TO "")

# The same mistakes before the engine.
heddle_mutant(PATTERN mutex NAME forgets_to_wake LAYER model FILE raw_mutex.hpp
              FROM "            sync::notify_one(state_);" TO "            (void)0;")
heddle_mutant(PATTERN mutex NAME contended_lock_hides_waiters LAYER model FILE raw_mutex.hpp
              FROM "compare_exchange_weak(seen, mine | waiters," TO "compare_exchange_weak(seen, mine,")
heddle_mutant(PATTERN mutex NAME try_lock_looks_before_it_leaps LAYER model FILE raw_mutex.hpp
              FROM "        return state_.compare_exchange_strong(seen, owned_by(sync::this_thread_id()), sync::memory_order_acquire,
                                              sync::memory_order_relaxed);"
              TO "        if (state_.load(sync::memory_order_acquire) != seen)
            return false;
        state_.store(owned_by(sync::this_thread_id()), sync::memory_order_relaxed);
        return true;")
heddle_mutant(PATTERN mutex NAME condition_unlocks_before_it_counts LAYER model FILE condition_variable.hpp
              FROM "        const std::uint32_t seen = notifications_.load(sync::memory_order_relaxed);
        held.raw().unlock();"
              TO "        held.raw().unlock();
        const std::uint32_t seen = notifications_.load(sync::memory_order_relaxed);")
heddle_mutant(PATTERN mutex NAME condition_checked_once LAYER model FILE condition_variable.hpp
              FROM "        while (!ready(*held))
            wait(held);"
              TO "        if (!ready(*held))
            wait(held);")
heddle_mutant(PATTERN mutex NAME notify_without_count LAYER model FILE condition_variable.hpp
              FROM "        notifications_.fetch_add(1, sync::memory_order_relaxed);" TO "")
