"""Letters: what stands on them, having them printed and signed, telling a true one from an altered one."""
