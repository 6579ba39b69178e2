try { eval @terminal@ } catch { nop }
