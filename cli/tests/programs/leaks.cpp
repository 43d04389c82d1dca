// Loses a block.
int main() {
    int* lost = new int(1);
    lost = nullptr;
    return lost != nullptr;
}
