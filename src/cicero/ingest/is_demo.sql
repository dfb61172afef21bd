select demo from installation
